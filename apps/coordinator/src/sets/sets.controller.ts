import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import {
  backupSchema,
  deleteQuerySchema,
  manifestSchema,
  runSchema,
  verificationSchema,
  type Backup,
  type Manifest,
  type Me,
  type Run,
  type Verification,
} from '#contracts';
import { SetNotes } from '#redis';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseBackupId, parseRequest } from '../http/parse-request.ts';
import { askedBy } from '../runs/new-run.ts';
import { DeletionsService } from './deletions.service.ts';
import { Manifests } from './manifests.ts';
import { Verifier } from './verifier.ts';

/** What can be done to a set that is there. */
@ApiTags('backup sets')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 }, description: 'Backup id' })
@ApiProblem(400, 'The backup id or a query parameter is not one')
@ApiProblem(404, 'No such cluster, or no such backup')
@ApiProblem(409, 'The set is being taken, kept, or the last complete one; or another run holds the cluster')
@Controller('api/v1/clusters/:cluster/backups/:id')
export class SetsController {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(Verifier) private readonly verifier: Verifier,
    @Inject(Manifests) private readonly manifests: Manifests,
    @Inject(DeletionsService) private readonly deletions: DeletionsService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(SetNotes) private readonly notes: SetNotes,
  ) {}

  @Post('verify')
  @Needs('operator', 'backup.verify')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Verify a set',
    description:
      'Looks at every part by name and number, at every snapshot as far as the engine can check it, at Zeebe and its partitions, and whether it was taken inside one pause. Changes nothing on the cluster; the result is kept with its date. `ok` says what came of it.',
  })
  @ApiOkResponse({ schema: asOpenApi(verificationSchema) })
  verify(@Param('cluster') cluster: string, @Param('id') id: string): Promise<Verification> {
    return this.verifier.verify(cluster, parseBackupId(id));
  }

  @Get('manifest')
  @Needs('viewer', 'backup.manifest')
  @ApiOperation({
    summary: 'The manifest of a set',
    description:
      'Ids, snapshots with their uuids, positions, versions, times, fence and a hash of the journal, for keeping elsewhere.',
  })
  @ApiOkResponse({ schema: asOpenApi(manifestSchema) })
  manifest(@Param('cluster') cluster: string, @Param('id') id: string): Promise<Manifest> {
    return this.manifests.of(cluster, parseBackupId(id));
  }

  @Delete()
  @Needs('admin', 'backup.delete')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Delete a set',
    description:
      'Begins to delete every part of it, by exact names, under the lock of the cluster. Refused for the last complete set and for one that is kept, unless forced. One that stops half-way stays marked and can be deleted again.',
  })
  @ApiQuery({ name: 'force', required: false, schema: { type: 'string', enum: ['true', 'false'] } })
  @ApiAcceptedResponse({ schema: asOpenApi(runSchema) })
  delete(
    @Param('cluster') cluster: string,
    @Param('id') id: string,
    @Query() query: unknown,
    @Caller() caller: Me,
  ): Promise<Run> {
    const { force } = parseRequest(deleteQuerySchema, query);
    return this.deletions.delete(cluster, parseBackupId(id), { force, origin: askedBy(caller) });
  }

  @Post('keep')
  @Needs('operator', 'backup.keep')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Mark a set as not to be deleted',
    description:
      'Idempotent. While its deletion is under way it is marked, too, and the answer says that it may be too late.',
  })
  @ApiOkResponse({ schema: asOpenApi(backupSchema) })
  keep(@Param('cluster') cluster: string, @Param('id') id: string, @Caller() caller: Me): Promise<Backup> {
    return this.mark(cluster, parseBackupId(id), { at: new Date().toISOString(), by: caller.name });
  }

  @Post('release')
  @Needs('operator', 'backup.release')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take that mark away', description: 'Idempotent.' })
  @ApiOkResponse({ schema: asOpenApi(backupSchema) })
  release(@Param('cluster') cluster: string, @Param('id') id: string): Promise<Backup> {
    return this.mark(cluster, parseBackupId(id), null);
  }

  private async mark(
    cluster: string,
    backupId: number,
    kept: { at: string; by: string } | null,
  ): Promise<Backup> {
    await this.catalogue.find(cluster, backupId);
    await this.notes.write(cluster, backupId, { name: 'kept', value: kept });
    // After the mark: a deletion that has begun by now and looks later sees it.
    if (kept !== null) await this.deletions.refuseWhenGoing(cluster, backupId);
    return this.catalogue.find(cluster, backupId);
  }
}
