import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import {
  listQuerySchema,
  runListSchema,
  runSchema,
  startBackupSchema,
  type Run,
  type RunList,
} from '#contracts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseBackupId, parseRequest } from '../http/parse-request.ts';
import { BackupsService } from './backups.service.ts';

@ApiTags('backups')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiProblem(404, 'No such cluster, or no such backup')
@ApiProblem(503, 'Redis does not answer')
@Controller('api/v1/clusters/:cluster/backups')
export class BackupsController {
  constructor(@Inject(BackupsService) private readonly backups: BackupsService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Start a backup',
    description:
      "Takes the cluster's lock and starts a run. The preflight comes first: a run that ends as `rejected` touched nothing. Not idempotent.",
  })
  @ApiBody({ required: false, schema: asOpenApi(startBackupSchema) })
  @ApiAcceptedResponse({ description: 'The run was accepted', schema: asOpenApi(runSchema) })
  @ApiProblem(400, 'The body is not JSON, or a field is wrong')
  @ApiProblem(409, 'Another run holds the cluster')
  @ApiProblem(413, 'The body is too large')
  @ApiProblem(415, 'The body is not JSON by its content type')
  @ApiProblem(422, 'The backup id is not above the last one')
  start(@Param('cluster') cluster: string, @Body() body: unknown): Promise<Run> {
    return this.backups.start(cluster, parseRequest(startBackupSchema, body === undefined ? {} : body));
  }

  @Get()
  @ApiOperation({ summary: 'List runs, newest id first' })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  })
  @ApiQuery({
    name: 'cursor',
    required: false,
    schema: { type: 'integer', minimum: 1 },
    description: '`next` of the previous page',
  })
  @ApiOkResponse({ schema: asOpenApi(runListSchema) })
  @ApiProblem(400, 'A query parameter is wrong')
  list(@Param('cluster') cluster: string, @Query() query: unknown): Promise<RunList> {
    return this.backups.list(cluster, parseRequest(listQuerySchema, query));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show one run with all its steps' })
  @ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 }, description: 'Backup id' })
  @ApiOkResponse({ schema: asOpenApi(runSchema) })
  @ApiProblem(400, 'The backup id is not one')
  find(@Param('cluster') cluster: string, @Param('id') id: string): Promise<Run> {
    return this.backups.find(cluster, parseBackupId(id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Cancel a run',
    description:
      'Asks the run to stop: no further step starts, exporting is resumed, the run ends as `cancelled`. Idempotent while it lives.',
  })
  @ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 }, description: 'Backup id' })
  @ApiAcceptedResponse({ schema: asOpenApi(runSchema) })
  @ApiProblem(400, 'The backup id is not one')
  @ApiProblem(409, 'The run has already ended')
  cancel(@Param('cluster') cluster: string, @Param('id') id: string): Promise<Run> {
    return this.backups.cancel(cluster, parseBackupId(id));
  }
}
