import { Controller } from '@nestjs/common';
import type { AllRunsList, RunList } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { Clusters } from '../clusters/clusters.ts';
import { AllRuns } from './all-runs.ts';
import { RunsService } from './runs.service.ts';

@Controller()
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly everywhere: AllRuns,
    private readonly clusters: Clusters,
  ) {}

  @Route('run.list')
  list(@Input() { cluster, query }: Input<'run.list'>): Promise<RunList> {
    return this.runs.list(cluster.name, query);
  }

  @Route('run.all')
  all(@Input() { caller, query }: Input<'run.all'>): Promise<AllRunsList> {
    return this.everywhere.list(this.clusters.namesFor(caller), query);
  }
}
