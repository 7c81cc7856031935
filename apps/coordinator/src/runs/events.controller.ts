import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { RunKind } from '#domain';
import { Needs } from '../access/needs.decorator.ts';
import { parseBackupId } from '../http/parse-request.ts';
import { ApiEvents } from './api-events.ts';
import { JournalStream } from './journal-stream.ts';
import { RunsService } from './runs.service.ts';

interface Asked {
  cluster: string;
  id: string;
  lastEventId: string | undefined;
}

/** Journals of runs of every kind, as server-sent events. */
@ApiTags('events')
@Controller('api/v1/clusters/:cluster')
export class EventsController {
  constructor(
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(JournalStream) private readonly journals: JournalStream,
  ) {}

  @Get('backups/:id/events')
  @Needs('viewer', 'backup.follow')
  @ApiEvents('backup')
  backup(
    @Param() { cluster, id }: Record<'cluster' | 'id', string>,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    return this.follow('backup', { cluster, id, lastEventId }, response);
  }

  @Get('restores/:id/events')
  @Needs('viewer', 'restore.follow')
  @ApiEvents('restore')
  restore(
    @Param() { cluster, id }: Record<'cluster' | 'id', string>,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    return this.follow('restore', { cluster, id, lastEventId }, response);
  }

  @Get('deletions/:id/events')
  @Needs('viewer', 'deletion.follow')
  @ApiEvents('deletion')
  deletion(
    @Param() { cluster, id }: Record<'cluster' | 'id', string>,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    return this.follow('deletion', { cluster, id, lastEventId }, response);
  }

  private async follow(
    kind: RunKind,
    { cluster, id, lastEventId }: Asked,
    response: Response,
  ): Promise<void> {
    const run = await this.runs.find(cluster, parseBackupId(id), kind);
    await this.journals.follow(run, lastEventId, response);
  }
}
