import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { RunKind } from '#domain';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { JournalStream } from './journal-stream.ts';
import { RunsService } from './runs.service.ts';

type Run = Input<'backup.follow' | 'restore.follow' | 'deletion.follow'>;

/** Journals of runs of every kind, as server-sent events. */
@Controller()
export class EventsController {
  constructor(
    private readonly runs: RunsService,
    private readonly journals: JournalStream,
  ) {}

  @Route('backup.follow')
  backup(@Input() run: Run, @Res() response: Response): Promise<void> {
    return this.follow('backup', run, response);
  }

  @Route('restore.follow')
  restore(@Input() run: Run, @Res() response: Response): Promise<void> {
    return this.follow('restore', run, response);
  }

  @Route('deletion.follow')
  deletion(@Input() run: Run, @Res() response: Response): Promise<void> {
    return this.follow('deletion', run, response);
  }

  private async follow(kind: RunKind, { cluster, id, request }: Run, response: Response): Promise<void> {
    const run = await this.runs.find(cluster.name, id, kind);
    await this.journals.follow(run, { lastEventId: request.get('last-event-id'), request }, response);
  }
}
