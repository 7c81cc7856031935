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
  backupSchema,
  pauseScheduleSchema,
  scheduleListSchema,
  scheduleSchema,
  type Backup,
  type Me,
  type Schedule,
  type ScheduleList,
} from '#contracts';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { parseRequest } from '../http/parse-request.ts';
import { SchedulesService } from './schedules.service.ts';

const NAME = { name: 'schedule', description: 'Name from the configuration' };

@ApiTags('schedules')
@ApiParam({ name: 'cluster', description: 'Name from the configuration' })
@ApiProblem(404, 'No such cluster, or no such schedule')
@Controller('api/v1/clusters/:cluster/schedules')
export class SchedulesController {
  constructor(@Inject(SchedulesService) private readonly schedules: SchedulesService) {}

  @Get()
  @Needs('viewer', 'schedule.list')
  @ApiOperation({ summary: 'List the schedules of a cluster, in the order of the configuration' })
  @ApiOkResponse({ schema: asOpenApi(scheduleListSchema) })
  async list(@Param('cluster') cluster: string): Promise<ScheduleList> {
    return { items: await this.schedules.list(cluster), next: null };
  }

  @Get(':schedule')
  @Needs('viewer', 'schedule.read')
  @ApiOperation({ summary: 'Show one schedule, and what became of its newest planned times' })
  @ApiParam(NAME)
  @ApiOkResponse({ schema: asOpenApi(scheduleSchema) })
  find(@Param('cluster') cluster: string, @Param('schedule') name: string): Promise<Schedule> {
    return this.schedules.find(cluster, name);
  }

  @Post(':schedule/pause')
  @HttpCode(200)
  @Needs('operator', 'schedule.pause')
  @ApiOperation({
    summary: 'Pause a schedule',
    description:
      'From now on its planned times are skipped, and counted as such. A run that goes on is left alone. Idempotent; a later note takes the place of an earlier one.',
  })
  @ApiParam(NAME)
  @ApiBody({ required: false, schema: asOpenApi(pauseScheduleSchema) })
  @ApiOkResponse({ schema: asOpenApi(scheduleSchema) })
  @ApiProblem(400, 'The body is not JSON, or a field is wrong')
  pause(
    @Param('cluster') cluster: string,
    @Param('schedule') name: string,
    @Body() body: unknown,
    @Caller() caller: Me,
  ): Promise<Schedule> {
    const { note } = parseRequest(pauseScheduleSchema, body === undefined ? {} : body);
    return this.schedules.pause(cluster, name, { note, by: caller.name });
  }

  @Post(':schedule/resume')
  @HttpCode(200)
  @Needs('operator', 'schedule.resume')
  @ApiOperation({
    summary: 'Resume a schedule',
    description: 'Its next planned time begins a run again; those that passed while it was paused do not.',
  })
  @ApiParam(NAME)
  @ApiOkResponse({ schema: asOpenApi(scheduleSchema) })
  @ApiProblem(409, 'The schedule is not paused')
  resume(@Param('cluster') cluster: string, @Param('schedule') name: string): Promise<Schedule> {
    return this.schedules.resume(cluster, name);
  }

  @Post(':schedule/trigger')
  @HttpCode(202)
  @Needs('operator', 'schedule.trigger')
  @ApiOperation({
    summary: 'Begin a run of a schedule now',
    description:
      'Also while it is paused. It counts as manual, and changes nothing about the planned times. Not idempotent.',
  })
  @ApiParam(NAME)
  @ApiAcceptedResponse({ description: 'The run was accepted', schema: asOpenApi(backupSchema) })
  @ApiProblem(409, 'Another run holds the cluster')
  @ApiProblem(422, 'Another run took the number that this one was to get; ask again')
  trigger(
    @Param('cluster') cluster: string,
    @Param('schedule') name: string,
    @Caller() caller: Me,
  ): Promise<Backup> {
    return this.schedules.trigger(cluster, name, caller.name);
  }
}
