import { Controller } from '@nestjs/common';
import type { RunList } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { RunsService } from './runs.service.ts';

@Controller()
export class RunsController {
  constructor(private readonly runs: RunsService) {}

  @Route('run.list')
  list(@Input() { cluster, query }: Input<'run.list'>): Promise<RunList> {
    return this.runs.list(cluster.name, query);
  }
}
