import { Controller } from '@nestjs/common';
import type { Backup, Manifest, Run, Verification } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { askedBy } from '../runs/new-run.ts';
import { DeletionsService } from './deletions.service.ts';
import { Keeper } from './keeper.ts';
import { Manifests } from './manifests.ts';
import { Verifier } from './verifier.ts';

/** What can be done to a set that exists. */
@Controller()
export class SetsController {
  constructor(
    private readonly verifier: Verifier,
    private readonly manifests: Manifests,
    private readonly deletions: DeletionsService,
    private readonly keeper: Keeper,
  ) {}

  @Route('backup.verify')
  verify(@Input() { cluster, id }: Input<'backup.verify'>): Promise<Verification> {
    return this.verifier.verify(cluster, id);
  }

  @Route('backup.manifest')
  manifest(@Input() { cluster, id }: Input<'backup.manifest'>): Promise<Manifest> {
    return this.manifests.of(cluster, id);
  }

  @Route('backup.delete')
  delete(@Input() { cluster, id, query, caller }: Input<'backup.delete'>): Promise<Run> {
    return this.deletions.delete(cluster, id, { force: query.force === 'true', origin: askedBy(caller) });
  }

  @Route('backup.keep')
  keep(@Input() { cluster, id, caller }: Input<'backup.keep'>): Promise<Backup> {
    return this.keeper.keep(cluster.name, id, caller.name);
  }

  @Route('backup.release')
  release(@Input() { cluster, id }: Input<'backup.release'>): Promise<Backup> {
    return this.keeper.release(cluster.name, id);
  }
}
