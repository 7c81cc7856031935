import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { overviewSchema, type Overview } from '#contracts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { OverviewService } from './overview.service.ts';
import { OverviewStream } from './overview-stream.ts';

/** Who may see which clusters is decided where access is; without it, everybody sees all. */
const ALL = null;

@ApiTags('overview')
@ApiProblem(503, 'Redis does not answer')
@Controller('api/v1/overview')
export class OverviewController {
  constructor(
    @Inject(OverviewService) private readonly overviews: OverviewService,
    @Inject(OverviewStream) private readonly stream: OverviewStream,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Every cluster at a glance',
    description:
      'Lock, run, last good set, exporting of each partition, next schedule and alerts. A cluster that does not answer keeps nobody waiting: what it said last is shown, with the time.',
  })
  @ApiOkResponse({ schema: asOpenApi(overviewSchema) })
  overview(): Promise<Overview> {
    return this.overviews.overview(ALL);
  }

  @Get('events')
  @ApiOperation({
    summary: 'Follow the overview',
    description:
      'An event `overview` with the whole document at once, and whenever it changed, at most twice a second. It does not end by itself; it is ended when Holdfast stops or Redis does not answer.',
  })
  @ApiOkResponse({
    description: 'Events named `overview`',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  follow(@Res() response: Response): Promise<void> {
    return this.stream.follow(ALL, response);
  }
}
