import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { RunKind } from '#domain';
import { Needs } from '../access/needs.decorator.ts';
import { parseBackupId } from '../http/parse-request.ts';
import { ApiEvents } from './api-events.ts';
import { JournalStream } from './journal-stream.ts';
import { RunsService } from './runs.service.ts';

interface Asked {
  cluster: string;
  id: string;
  request: Request;
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
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.follow('backup', { cluster, id, request }, response);
  }

  @Get('restores/:id/events')
  @Needs('viewer', 'restore.follow')
  @ApiEvents('restore')
  restore(
    @Param() { cluster, id }: Record<'cluster' | 'id', string>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.follow('restore', { cluster, id, request }, response);
  }

  @Get('deletions/:id/events')
  @Needs('viewer', 'deletion.follow')
  @ApiEvents('deletion')
  deletion(
    @Param() { cluster, id }: Record<'cluster' | 'id', string>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.follow('deletion', { cluster, id, request }, response);
  }

  private async follow(kind: RunKind, { cluster, id, request }: Asked, response: Response): Promise<void> {
    const run = await this.runs.find(cluster, parseBackupId(id), kind);
    await this.journals.follow(run, { lastEventId: request.get('last-event-id'), request }, response);
  }
}
