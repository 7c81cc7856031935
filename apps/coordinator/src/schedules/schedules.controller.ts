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
  pauseScheduleSchema,
  runSchema,
  scheduleListSchema,
  scheduleSchema,
  type Run,
  type Schedule,
  type ScheduleList,
} from '#contracts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseRequest } from '../http/parse-request.ts';
import { SchedulesService } from './schedules.service.ts';

const NAME = { name: 'schedule', description: 'Name from the configuration' };

@ApiTags('schedules')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiProblem(404, 'No such cluster, or no such schedule')
@ApiProblem(503, 'Redis does not answer')
@Controller('api/v1/clusters/:cluster/schedules')
export class SchedulesController {
  constructor(@Inject(SchedulesService) private readonly schedules: SchedulesService) {}

  @Get()
  @ApiOperation({ summary: 'List the schedules of a cluster, in the order of the configuration' })
  @ApiOkResponse({ schema: asOpenApi(scheduleListSchema) })
  async list(@Param('cluster') cluster: string): Promise<ScheduleList> {
    return { items: await this.schedules.list(cluster), next: null };
  }

  @Get(':schedule')
  @ApiOperation({ summary: 'Show one schedule, and what became of its newest planned times' })
  @ApiParam(NAME)
  @ApiOkResponse({ schema: asOpenApi(scheduleSchema) })
  find(@Param('cluster') cluster: string, @Param('schedule') name: string): Promise<Schedule> {
    return this.schedules.find(cluster, name);
  }

  @Post(':schedule/pause')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Pause a schedule',
    description:
      'From now on its planned times are skipped, and counted as such. A run that goes on is left alone. Idempotent; a later note takes the place of an earlier one.',
  })
  @ApiParam(NAME)
  @ApiBody({ required: false, schema: asOpenApi(pauseScheduleSchema) })
  @ApiOkResponse({ schema: asOpenApi(scheduleSchema) })
  @ApiProblem(400, 'The body is not JSON, or a field is wrong')
  @ApiProblem(413, 'The body is too large')
  @ApiProblem(415, 'The body is not JSON by its content type')
  pause(
    @Param('cluster') cluster: string,
    @Param('schedule') name: string,
    @Body() body: unknown,
  ): Promise<Schedule> {
    const { note } = parseRequest(pauseScheduleSchema, body === undefined ? {} : body);
    return this.schedules.pause(cluster, name, { note, by: 'the API' });
  }

  @Post(':schedule/resume')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Resume a schedule',
    description: 'Its next planned time begins a run again; those that passed while it was paused do not.',
  })
  @ApiParam(NAME)
  @ApiOkResponse({ schema: asOpenApi(scheduleSchema) })
  @ApiProblem(400, 'The request could not be read')
  @ApiProblem(409, 'The schedule is not paused')
  @ApiProblem(413, 'The body is too large')
  @ApiProblem(415, 'The body is not JSON by its content type')
  resume(@Param('cluster') cluster: string, @Param('schedule') name: string): Promise<Schedule> {
    return this.schedules.resume(cluster, name);
  }

  @Post(':schedule/trigger')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Begin a run of a schedule now',
    description:
      'Also while it is paused. It counts as manual, and changes nothing about the planned times. Not idempotent.',
  })
  @ApiParam(NAME)
  @ApiAcceptedResponse({ description: 'The run was accepted', schema: asOpenApi(runSchema) })
  @ApiProblem(400, 'The request could not be read')
  @ApiProblem(409, 'Another run holds the cluster')
  @ApiProblem(413, 'The body is too large')
  @ApiProblem(415, 'The body is not JSON by its content type')
  @ApiProblem(422, 'Another run took the number that this one was to get; ask again')
  trigger(@Param('cluster') cluster: string, @Param('schedule') name: string): Promise<Run> {
    return this.schedules.trigger(cluster, name, null);
  }
}
