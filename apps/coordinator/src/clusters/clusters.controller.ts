import { Controller } from '@nestjs/common';
import type { Cluster } from '#contracts';
import { sees } from '../http/caller.ts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { ClustersService } from './clusters.service.ts';

@Controller()
export class ClustersController {
  constructor(private readonly clusters: ClustersService) {}

  @Route('cluster.list')
  async list(@Input() { caller }: Input<'cluster.list'>): Promise<{ items: Cluster[]; next: null }> {
    const all = await this.clusters.list();
    return { items: all.filter(({ name }) => sees(caller, name)), next: null };
  }
}
