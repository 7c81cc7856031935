import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  backupListSchema,
  backupSchema,
  listQuerySchema,
  startBackupSchema,
  type Backup,
  type BackupList,
  type Me,
} from '#contracts';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { ApiPage, ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseBackupId, parseRequest } from '../http/parse-request.ts';
import { askedBy } from '../runs/new-run.ts';
import { RunsService } from '../runs/runs.service.ts';
import { openBackup } from '../runs/run-view.ts';
import { BackupsService } from './backups.service.ts';

@ApiTags('backups')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiProblem(404, 'No such cluster, or no such backup')
@Controller('api/v1/clusters/:cluster/backups')
export class BackupsController {
  constructor(
    @Inject(BackupsService) private readonly backups: BackupsService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(RunsService) private readonly runs: RunsService,
  ) {}

  @Post()
  @Needs('operator', 'backup.create')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Start a backup',
    description:
      "Takes the cluster's lock and starts a run. The preflight comes first: a run that ends as `rejected` touched nothing. Not idempotent.",
  })
  @ApiBody({ required: false, schema: asOpenApi(startBackupSchema) })
  @ApiAcceptedResponse({ description: 'The run was accepted', schema: asOpenApi(backupSchema) })
  @ApiProblem(400, 'The body is not JSON, or a field is wrong')
  @ApiProblem(409, 'Another run holds the cluster')
  @ApiProblem(422, 'The backup id is not above the last one')
  async start(
    @Param('cluster') cluster: string,
    @Body() body: unknown,
    @Caller() caller: Me,
  ): Promise<Backup> {
    const request = parseRequest(startBackupSchema, body === undefined ? {} : body);
    return openBackup(await this.backups.start(cluster, request, askedBy(caller)));
  }

  @Get()
  @Needs('viewer', 'backup.list')
  @ApiOperation({
    summary: 'List backups, newest id first',
    description:
      'Every backup of the cluster, whoever took it: our runs, joined by id with the sets that repository and Zeebe hold. While a run goes on the components are left alone, and what they said last is shown.',
  })
  @ApiPage()
  @ApiOkResponse({ schema: asOpenApi(backupListSchema) })
  @ApiProblem(400, 'A query parameter is wrong')
  list(@Param('cluster') cluster: string, @Query() query: unknown): Promise<BackupList> {
    return this.catalogue.list(cluster, parseRequest(listQuerySchema, query));
  }

  @Get(':id')
  @Needs('viewer', 'backup.show')
  @ApiOperation({ summary: 'Show one backup: its run with all steps, and the set that is there of it' })
  @ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 }, description: 'Backup id' })
  @ApiOkResponse({ schema: asOpenApi(backupSchema) })
  @ApiProblem(400, 'The backup id is not one')
  find(@Param('cluster') cluster: string, @Param('id') id: string): Promise<Backup> {
    return this.catalogue.find(cluster, parseBackupId(id));
  }

  @Post(':id/cancel')
  @Needs('operator', 'backup.cancel')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Cancel a run',
    description:
      'Asks the run to stop: no further step starts, exporting is resumed, the run ends as `cancelled`. Idempotent while it lives.',
  })
  @ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 }, description: 'Backup id' })
  @ApiAcceptedResponse({ schema: asOpenApi(backupSchema) })
  @ApiProblem(400, 'The backup id is not one')
  @ApiProblem(409, 'The run has already ended')
  async cancel(
    @Param('cluster') cluster: string,
    @Param('id') id: string,
    @Caller() caller: Me,
  ): Promise<Backup> {
    return openBackup(
      await this.runs.cancel(cluster, parseBackupId(id), { kind: 'backup', by: caller.name }),
    );
  }
}
