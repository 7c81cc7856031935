import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { runSchema, type Run } from '#contracts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseBackupId } from '../http/parse-request.ts';
import { RunsService } from '../runs/runs.service.ts';
import { runView } from '../runs/run-view.ts';

@ApiTags('backup sets')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiProblem(400, 'The id is not one')
@ApiProblem(404, 'No such cluster, or no such deletion')
@Controller('api/v1/clusters/:cluster/deletions')
export class DeletionsController {
  constructor(@Inject(RunsService) private readonly runs: RunsService) {}

  @Get(':id')
  @Needs('viewer', 'deletion.show')
  @ApiOperation({ summary: 'Show one deletion with all its steps' })
  @ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 }, description: 'Deletion id' })
  @ApiOkResponse({ schema: asOpenApi(runSchema) })
  async find(@Param('cluster') cluster: string, @Param('id') id: string): Promise<Run> {
    return runView(await this.runs.find(cluster, parseBackupId(id), 'deletion'));
  }
}
