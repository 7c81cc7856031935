import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { clusterListSchema, type Cluster, type Me } from '#contracts';
import { Caller, sees } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { asOpenApi } from '../http/openapi.ts';
import { ClustersService } from './clusters.service.ts';

@ApiTags('clusters')
@Controller('api/v1/clusters')
export class ClustersController {
  constructor(@Inject(ClustersService) private readonly clusters: ClustersService) {}

  @Get()
  @Needs('viewer', 'cluster.list')
  @ApiOperation({ summary: 'List the configured clusters that you may see, and who holds their locks' })
  @ApiOkResponse({ schema: asOpenApi(clusterListSchema) })
  async list(@Caller() caller: Me): Promise<{ items: Cluster[]; next: null }> {
    const all = await this.clusters.list();
    return { items: all.filter(({ name }) => sees(caller, name)), next: null };
  }
}
