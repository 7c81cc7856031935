import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  applyRetentionSchema,
  retentionPreviewSchema,
  retentionRunSchema,
  type Me,
  type RetentionPreview,
  type RetentionRun,
} from '#contracts';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseRequest } from '../http/parse-request.ts';
import { RetentionService } from './retention.service.ts';

@ApiTags('retention')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@Controller('api/v1/clusters/:cluster/retention')
export class RetentionController {
  constructor(@Inject(RetentionService) private readonly retention: RetentionService) {}

  @Get()
  @Needs('viewer', 'retention.preview')
  @ApiOperation({
    summary: 'What retention would delete now, and why every other set stays',
    description: 'Reads everything anew and changes nothing. Its hash is what applying it takes.',
  })
  @ApiOkResponse({ schema: asOpenApi(retentionPreviewSchema) })
  @ApiProblem(404, 'No such cluster')
  preview(@Param('cluster') cluster: string): Promise<RetentionPreview> {
    return this.retention.preview(cluster);
  }

  @Post('apply')
  @HttpCode(202)
  @Needs('admin', 'retention.apply')
  @ApiOperation({
    summary: 'Delete what the preview showed',
    description:
      'One set after the other, each by a deletion of its own under the lock of the cluster, and each decided on anew right before: a set that is kept meanwhile stays. Goes on after a crash.',
  })
  @ApiBody({ schema: asOpenApi(applyRetentionSchema) })
  @ApiAcceptedResponse({ schema: asOpenApi(retentionRunSchema) })
  @ApiProblem(400, 'The body is not JSON, or a field is wrong')
  @ApiProblem(404, 'No such cluster')
  @ApiProblem(
    409,
    'The preview is not the current one, no retention is configured, or a retention run goes on',
  )
  apply(
    @Param('cluster') cluster: string,
    @Body() body: unknown,
    @Caller() caller: Me,
  ): Promise<RetentionRun> {
    const wanted = parseRequest(applyRetentionSchema, body === undefined ? {} : body);
    return this.retention.apply(cluster, wanted, caller.name);
  }

  @Get('last')
  @Needs('viewer', 'retention.read')
  @ApiOperation({ summary: 'The last retention run, also one that goes on' })
  @ApiOkResponse({ schema: asOpenApi(retentionRunSchema) })
  @ApiProblem(404, 'No such cluster, or retention has not run yet')
  last(@Param('cluster') cluster: string): Promise<RetentionRun> {
    return this.retention.last(cluster);
  }
}
