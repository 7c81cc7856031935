import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { breakLockSchema, brokenLockSchema, type BrokenLock, type Me } from '#contracts';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseRequest } from '../http/parse-request.ts';
import { LocksService } from './locks.service.ts';

@ApiTags('locks')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@Controller('api/v1/clusters/:cluster/lock')
export class LocksController {
  constructor(@Inject(LocksService) private readonly locks: LocksService) {}

  @Post('break')
  @HttpCode(202)
  @Needs('admin', 'lock.break')
  @ApiOperation({
    summary: 'Shut out the run that holds a cluster',
    description:
      'Raises the fence, so that whoever works on the run can write and call nothing any more. Then exporting is resumed where the run had paused it, and the run ends as `failed`; until that is done no other run begins. Not idempotent.',
  })
  @ApiBody({ schema: asOpenApi(breakLockSchema) })
  @ApiAcceptedResponse({ schema: asOpenApi(brokenLockSchema) })
  @ApiProblem(400, 'The body is not JSON, or a field is wrong')
  @ApiProblem(404, 'No such cluster')
  @ApiProblem(409, 'No run holds the cluster with this fence')
  break(@Param('cluster') cluster: string, @Body() body: unknown, @Caller() caller: Me): Promise<BrokenLock> {
    return this.locks.break(cluster, parseRequest(breakLockSchema, body).fence, caller.name);
  }
}
