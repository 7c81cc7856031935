import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { HoldfastConfig } from '#config';
import { doctorQuerySchema, doctorReportSchema, type DoctorReport, type Me } from '#contracts';
import { CONFIG } from '#engine';
import { Caller, seenBy } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseRequest } from '../http/parse-request.ts';
import { ProblemError } from '../http/problem.error.ts';
import { DoctorService } from './doctor.service.ts';

@ApiTags('doctor')
@Controller('api/v1/doctor')
export class DoctorController {
  constructor(
    @Inject(DoctorService) private readonly doctor: DoctorService,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
  ) {}

  @Get()
  @Needs('operator', 'doctor.examine')
  @ApiOperation({
    summary: 'Look at everything that could keep the next backup from going well',
    description:
      'Every check of the preflight, and Redis, clocks, workers, access, notifications, locks, schedules and alerts. Changes nothing on the clusters but for the test file by which the store verifies a snapshot repository. Always 200: `status` is the worst of all checks.',
  })
  @ApiQuery({ name: 'cluster', required: false, schema: { type: 'string' }, description: 'Only this one' })
  @ApiOkResponse({ schema: asOpenApi(doctorReportSchema) })
  @ApiProblem(400, 'A query parameter is wrong')
  @ApiProblem(404, 'No such cluster')
  async examine(@Query() query: unknown, @Caller() caller: Me): Promise<DoctorReport> {
    const { cluster } = parseRequest(doctorQuerySchema, query);
    const seen = seenBy(caller, this.config);
    if (cluster !== undefined && !seen.includes(cluster))
      throw new ProblemError(
        'unknown-cluster',
        `No cluster "${cluster}" is configured. Known: ${seen.join(', ')}.`,
      );
    return this.doctor.examine(cluster === undefined ? seen : [cluster]);
  }
}
