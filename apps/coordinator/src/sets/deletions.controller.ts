import { Controller } from '@nestjs/common';
import type { Run } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { RunsService } from '../runs/runs.service.ts';
import { runView } from '../runs/run-view.ts';

@Controller()
export class DeletionsController {
  constructor(private readonly runs: RunsService) {}

  @Route('deletion.show')
  async find(@Input() { cluster, id }: Input<'deletion.show'>): Promise<Run> {
    return runView(await this.runs.find(cluster.name, id, 'deletion'));
  }
}
