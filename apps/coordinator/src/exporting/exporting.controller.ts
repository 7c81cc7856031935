import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { exportingSchema, type Exporting } from '#contracts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { ExportingService } from './exporting.service.ts';

@ApiTags('exporting')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiProblem(404, 'No such cluster')
@Controller('api/v1/clusters/:cluster/exporting')
export class ExportingController {
  constructor(@Inject(ExportingService) private readonly exporting: ExportingService) {}

  @Get()
  @Needs('viewer', 'exporting.read')
  @ApiOperation({ summary: 'Read the exporter phase of every partition, from the brokers, now' })
  @ApiOkResponse({ schema: asOpenApi(exportingSchema) })
  read(@Param('cluster') cluster: string): Promise<Exporting> {
    return this.exporting.read(cluster);
  }

  @Post('resume')
  @HttpCode(200)
  @Needs('operator', 'exporting.resume')
  @ApiOperation({
    summary: 'Make exporting run',
    description:
      'Lifts a pause, whoever made it, unless a run owns it whose pause budget is not used up, and reads every broker. Beyond the budget it needs no Redis. Idempotent. Look at `exporting` of the answer: `running` is read back, anything else is not confirmed.',
  })
  @ApiOkResponse({ schema: asOpenApi(exportingSchema) })
  @ApiProblem(409, 'A run owns the pause')
  @ApiProblem(503, 'Redis does not tell who owns the pause, and its budget is not used up')
  resume(@Param('cluster') cluster: string): Promise<Exporting> {
    return this.exporting.resume(cluster);
  }
}
