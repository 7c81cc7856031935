import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  confirmSchema,
  listQuerySchema,
  planRestoreSchema,
  restoreListSchema,
  restoreSchema,
  runRestoreSchema,
  type Me,
  type Restore,
  type RestoreList,
} from '#contracts';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiPage, ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseBackupId, parseRequest } from '../http/parse-request.ts';
import { RestoresService } from './restores.service.ts';

const ApiRestoreId = () =>
  ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 }, description: 'Restore id' });

@ApiTags('restores')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiProblem(400, 'The body is not JSON, or a field, a query parameter or the id is wrong')
@ApiProblem(404, 'No such cluster, backup or restore')
@Controller('api/v1/clusters/:cluster/restores')
export class RestoresController {
  constructor(@Inject(RestoresService) private readonly restores: RestoresService) {}

  @Post()
  @Needs('operator', 'restore.plan')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Plan a restore',
    description:
      'Answers with every action, what will be lost, every check and a hash. Touches nothing. A plan is kept for a day, unless `dryRun` is set.',
  })
  @ApiBody({ schema: asOpenApi(planRestoreSchema) })
  @ApiCreatedResponse({ schema: asOpenApi(restoreSchema) })
  plan(@Param('cluster') cluster: string, @Body() body: unknown): Promise<Restore> {
    return this.restores.plan(cluster, parseRequest(planRestoreSchema, body === undefined ? {} : body));
  }

  @Get()
  @Needs('viewer', 'restore.list')
  @ApiOperation({ summary: 'List restores that were begun, newest first' })
  @ApiPage()
  @ApiOkResponse({ schema: asOpenApi(restoreListSchema) })
  list(@Param('cluster') cluster: string, @Query() query: unknown): Promise<RestoreList> {
    return this.restores.list(cluster, parseRequest(listQuerySchema, query));
  }

  @Get(':id')
  @Needs('viewer', 'restore.show')
  @ApiRestoreId()
  @ApiOperation({ summary: 'Show one restore, or a plan that was not run yet' })
  @ApiOkResponse({ schema: asOpenApi(restoreSchema) })
  find(@Param('cluster') cluster: string, @Param('id') id: string): Promise<Restore> {
    return this.restores.find(cluster, parseBackupId(id));
  }

  @Post(':id/run')
  @Needs('admin', 'restore.run')
  @HttpCode(202)
  @ApiRestoreId()
  @ApiOperation({
    summary: 'Run a restore',
    description:
      'Needs the hash of the plan that was read. Begins only if the plan would be the same one now, and every check passes. Not idempotent.',
  })
  @ApiBody({ schema: asOpenApi(runRestoreSchema) })
  @ApiAcceptedResponse({ schema: asOpenApi(restoreSchema) })
  @ApiProblem(409, 'The plan is stale or cannot be run, was run before, or another run holds the cluster')
  run(
    @Param('cluster') cluster: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @Caller() caller: Me,
  ): Promise<Restore> {
    const request = parseRequest(runRestoreSchema, body === undefined ? {} : body);
    return this.restores.run(cluster, parseBackupId(id), request, caller);
  }

  @Post(':id/cancel')
  @Needs('admin', 'restore.cancel')
  @HttpCode(202)
  @ApiRestoreId()
  @ApiOperation({
    summary: 'Cancel a restore',
    description:
      'No further step starts. What was deleted stays deleted, and Camunda stays stopped: plan and run another restore. Idempotent while it lives.',
  })
  @ApiAcceptedResponse({ schema: asOpenApi(restoreSchema) })
  @ApiProblem(409, 'The restore has already ended')
  cancel(@Param('cluster') cluster: string, @Param('id') id: string, @Caller() caller: Me): Promise<Restore> {
    return this.restores.cancel(cluster, parseBackupId(id), caller);
  }

  @Post(':id/confirm')
  @Needs('admin', 'restore.confirm')
  @HttpCode(202)
  @ApiRestoreId()
  @ApiOperation({
    summary: 'Confirm what a person was asked to do',
    description: 'For `control: manual`. `waitingFor` of the restore tells the action and its instruction.',
  })
  @ApiBody({ schema: asOpenApi(confirmSchema) })
  @ApiAcceptedResponse({ schema: asOpenApi(restoreSchema) })
  @ApiProblem(409, 'Nothing waits for this confirmation')
  confirm(
    @Param('cluster') cluster: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @Caller() caller: Me,
  ): Promise<Restore> {
    const request = parseRequest(confirmSchema, body === undefined ? {} : body);
    return this.restores.confirm(cluster, parseBackupId(id), request, caller);
  }
}
