import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { clusterListSchema, exportingSchema, type Cluster, type Exporting, type Me } from '#contracts';
import { Caller, sees } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { ClustersService } from './clusters.service.ts';

@ApiTags('clusters')
@Controller('api/v1/clusters')
export class ClustersController {
  constructor(@Inject(ClustersService) private readonly clusters: ClustersService) {}

  @Get()
  @Needs('viewer', 'cluster.list')
  @ApiOperation({ summary: 'List the configured clusters that you may see, and who holds their locks' })
  @ApiOkResponse({ schema: asOpenApi(clusterListSchema) })
  @ApiProblem(503, 'Redis does not answer')
  async list(@Caller() caller: Me): Promise<{ items: Cluster[]; next: null }> {
    const all = await this.clusters.list();
    return { items: all.filter(({ name }) => sees(caller, name)), next: null };
  }

  @Get(':cluster/exporting')
  @Needs('viewer', 'exporting.read')
  @ApiOperation({ summary: 'Read the exporter phase of every partition, from the brokers, now' })
  @ApiParam({ name: 'cluster', description: 'Name from the configuration' })
  @ApiOkResponse({ schema: asOpenApi(exportingSchema) })
  @ApiProblem(404, 'No such cluster')
  @ApiProblem(503, 'Redis does not answer, and it has the sessions')
  exporting(@Param('cluster') cluster: string): Promise<Exporting> {
    return this.clusters.exporting(cluster);
  }
}
