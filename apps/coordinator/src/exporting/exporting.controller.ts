import { Controller } from '@nestjs/common';
import type { Exporting } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { ExportingService } from './exporting.service.ts';

@Controller()
export class ExportingController {
  constructor(private readonly exporting: ExportingService) {}

  @Route('exporting.read')
  read(@Input() { cluster }: Input<'exporting.read'>): Promise<Exporting> {
    return this.exporting.read(cluster.name);
  }

  @Route('exporting.resume')
  resume(@Input() { cluster }: Input<'exporting.resume'>): Promise<Exporting> {
    return this.exporting.resume(cluster);
  }
}
