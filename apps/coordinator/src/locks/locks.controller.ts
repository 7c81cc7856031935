import { Controller } from '@nestjs/common';
import type { BrokenLock } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { LocksService } from './locks.service.ts';

@Controller()
export class LocksController {
  constructor(private readonly locks: LocksService) {}

  @Route('lock.break')
  break(@Input() { cluster, body, caller }: Input<'lock.break'>): Promise<BrokenLock> {
    return this.locks.break(cluster.name, body.fence, caller.name);
  }
}
