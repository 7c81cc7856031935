import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { listQuerySchema, runListSchema, type RunList } from '#contracts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiPage, ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseRequest } from '../http/parse-request.ts';
import { RunsService } from './runs.service.ts';

/** What was done to a cluster, whatever it was. */
@ApiTags('runs')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiProblem(400, 'A query parameter is wrong')
@ApiProblem(404, 'No such cluster')
@Controller('api/v1/clusters/:cluster/runs')
export class RunsController {
  constructor(@Inject(RunsService) private readonly runs: RunsService) {}

  @Get()
  @Needs('viewer', 'run.list')
  @ApiOperation({
    summary: 'List runs of every kind, newest first',
    description:
      'Backups, restores and deletions take their numbers from one sequence. From the record alone.',
  })
  @ApiPage()
  @ApiOkResponse({ schema: asOpenApi(runListSchema) })
  list(@Param('cluster') cluster: string, @Query() query: unknown): Promise<RunList> {
    return this.runs.list(cluster, parseRequest(listQuerySchema, query));
  }
}
