import { Controller } from '@nestjs/common';
import type { Backup } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { AdoptionsService } from './adoptions.service.ts';

@Controller()
export class AdoptionsController {
  constructor(private readonly adoptions: AdoptionsService) {}

  @Route('backup.adopt')
  adopt(@Input() { cluster, id, body, caller }: Input<'backup.adopt'>): Promise<Backup> {
    return this.adoptions.adopt(cluster.name, id, { ...body, by: caller.name });
  }
}
