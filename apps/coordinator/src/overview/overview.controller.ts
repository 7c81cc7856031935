import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Overview } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { OverviewService } from './overview.service.ts';
import { OverviewStream } from './overview-stream.ts';

@Controller()
export class OverviewController {
  constructor(
    private readonly overviews: OverviewService,
    private readonly stream: OverviewStream,
  ) {}

  @Route('overview.read')
  overview(@Input() { caller }: Input<'overview.read'>): Promise<Overview> {
    return this.overviews.overview(caller.clusters);
  }

  @Route('overview.follow')
  follow(
    @Input() { caller, query, request }: Input<'overview.follow'>,
    @Res() response: Response,
  ): Promise<void> {
    const only = query.changes === 'true' ? 'changes' : 'whole';
    return this.stream.follow({ ...caller, only }, request, response);
  }
}
