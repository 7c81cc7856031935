import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { adoptBackupSchema, backupSchema, type Backup, type Me } from '#contracts';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseBackupId, parseRequest } from '../http/parse-request.ts';
import { AdoptionsService } from './adoptions.service.ts';

@ApiTags('backup sets')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 }, description: 'Backup id' })
@ApiProblem(400, 'The backup id is not one, or a field of the body is wrong')
@ApiProblem(404, 'No such cluster, or no such backup')
@ApiProblem(409, 'The set is being taken, or names another cluster that the body does not repeat')
@Controller('api/v1/clusters/:cluster/backups/:id/adopt')
export class AdoptionsController {
  constructor(@Inject(AdoptionsService) private readonly adoptions: AdoptionsService) {}

  @Post()
  @Needs('admin', 'backup.adopt')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Adopt a foreign set',
    description:
      'Takes a set that another tool or installation took for one of this cluster: retention and deletion treat it as such from then on. Where the set names another cluster, `from` must repeat that name. Idempotent.',
  })
  @ApiBody({ required: false, schema: asOpenApi(adoptBackupSchema) })
  @ApiOkResponse({ schema: asOpenApi(backupSchema) })
  adopt(
    @Param('cluster') cluster: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @Caller() caller: Me,
  ): Promise<Backup> {
    const given = parseRequest(adoptBackupSchema, body === undefined ? {} : body);
    return this.adoptions.adopt(cluster, parseBackupId(id), { ...given, by: caller.name });
  }
}
