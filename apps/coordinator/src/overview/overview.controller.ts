import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { overviewSchema, type Me, type Overview } from '#contracts';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { asOpenApi } from '../http/openapi.ts';
import { OverviewService } from './overview.service.ts';
import { OverviewStream } from './overview-stream.ts';

@ApiTags('overview')
@Controller('api/v1/overview')
export class OverviewController {
  constructor(
    @Inject(OverviewService) private readonly overviews: OverviewService,
    @Inject(OverviewStream) private readonly stream: OverviewStream,
  ) {}

  @Get()
  @Needs('viewer', 'overview.read')
  @ApiOperation({
    summary: 'Every cluster at a glance',
    description:
      'Lock, run, last good set, exporting of each partition, next schedule and alerts. A cluster that does not answer keeps nobody waiting: what it said last is shown, with the time.',
  })
  @ApiOkResponse({ schema: asOpenApi(overviewSchema) })
  overview(@Caller() caller: Me): Promise<Overview> {
    return this.overviews.overview(caller.clusters);
  }

  @Get('events')
  @Needs('viewer', 'overview.follow')
  @ApiOperation({
    summary: 'Follow the overview',
    description:
      'An event `overview` with the whole document at once, and whenever it changed, at most twice a second. It does not end by itself; it is ended when Holdfast stops, Redis does not answer, who listens has logged out or expired, or does not read for 30 seconds. A caller may have 50 event streams open.',
  })
  @ApiOkResponse({
    description: 'Events named `overview`',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  follow(@Caller() caller: Me, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.stream.follow(caller, request, response);
  }
}
