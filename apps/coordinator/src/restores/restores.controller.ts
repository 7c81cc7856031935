import { Controller } from '@nestjs/common';
import type { Restore, RestoreList } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { RestoresService } from './restores.service.ts';

@Controller()
export class RestoresController {
  constructor(private readonly restores: RestoresService) {}

  @Route('restore.plan')
  plan(@Input() { cluster, body }: Input<'restore.plan'>): Promise<Restore> {
    return this.restores.plan(cluster, body);
  }

  @Route('restore.list')
  list(@Input() { cluster, query }: Input<'restore.list'>): Promise<RestoreList> {
    return this.restores.list(cluster.name, query);
  }

  @Route('restore.show')
  find(@Input() { cluster, id }: Input<'restore.show'>): Promise<Restore> {
    return this.restores.find(cluster.name, id);
  }

  @Route('restore.run')
  run(@Input() { cluster, id, body, caller }: Input<'restore.run'>): Promise<Restore> {
    return this.restores.run(cluster, id, body, caller);
  }

  @Route('restore.cancel')
  cancel(@Input() { cluster, id, caller }: Input<'restore.cancel'>): Promise<Restore> {
    return this.restores.cancel(cluster.name, id, caller);
  }

  @Route('restore.confirm')
  confirm(@Input() { cluster, id, body, caller }: Input<'restore.confirm'>): Promise<Restore> {
    return this.restores.confirm(cluster.name, id, body, caller);
  }
}
