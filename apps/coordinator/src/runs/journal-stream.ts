import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalEvent, JournalType } from '#contracts';
import { RunStore } from '#redis';
import { nameOf, type RunRecord } from '#domain';
import { EventStreams, type EventStream } from '../access/event-streams.ts';
import { ProblemError } from '../http/problem.error.ts';
import { TrimmedHistory } from './trimmed-history.ts';

const POLL_MS = 250;
/** A comment now and then, so that proxies do not take a quiet run for a dead connection. */
const KEEP_ALIVE_MS = 15_000;
const PAGE = 200;
/** The journal of a run ends with it. */
const LAST_WORD: JournalType = 'run-finished';
/** How many polls of a quiet journal lie between two looks whether the run is still on record. */
const GONE_POLLS = 8;

/** A run's journal as server-sent events. Nothing but the journal drives it, so it can be replayed and resumed. */
@Injectable()
export class JournalStream {
  constructor(
    private readonly store: RunStore,
    private readonly streams: EventStreams,
    private readonly trimmed: TrimmedHistory,
  ) {}

  /**
   * Replays the journal from the start, or after an event, then follows it until the run ends, or who listens logs out,
   * expires, or does not read. At no time is more of it in memory than a page.
   * @throws ProblemError invalid-request when `lastEventId` is not the id of an event; rate-limited; unknown-backup,
   *   unknown-restore or unknown-deletion when the journal was trimmed meanwhile
   */
  async follow(
    run: RunRecord,
    { lastEventId, request }: { lastEventId: string | undefined; request: Request },
    response: Response,
  ): Promise<void> {
    let after = parseEventId(lastEventId);
    let events = await this.read(run, after);
    if (run.phase === 'done' && events.length === 0) {
      // Trimmed in between: its journal was not received, it is gone.
      if (after === '0' || !(await this.isOnRecord(run))) throw await this.gone(run);
      response.status(204).end();
      return;
    }
    const stream = this.streams.for(request, response);
    stream.begin();
    let quietSince = Date.now();
    for (let polls = 1; await stream.goesOn(); polls += 1) {
      if (!(await sendAll(stream, events))) break;
      after = events.at(-1)?.id ?? after;
      if (events.length > 0) quietSince = Date.now();
      if (events.some((event) => event.type === LAST_WORD)) break;
      if (events.length === 0 && polls % GONE_POLLS === 0 && (await this.isOver(run, after))) break;
      if (Date.now() - quietSince > KEEP_ALIVE_MS) {
        if (!(await stream.send(': still here\n\n'))) break;
        quietSince = Date.now();
      }
      if (events.length < PAGE) await sleep(POLL_MS);
      events = await this.read(run, after).catch(() => []);
    }
    response.end();
  }

  /** Nothing will follow: Redis lost the run with everything else, or it has ended and all of it was sent. */
  private async isOver(run: RunRecord, after: string): Promise<boolean> {
    const now = await this.store.find(run.cluster, run.number).catch(() => undefined);
    if (now === undefined) return false;
    if (now?.runId !== run.runId) return true;
    return now.phase === 'done' && (await this.read(run, after)).length === 0;
  }

  private async isOnRecord({ cluster, number, runId }: RunRecord): Promise<boolean> {
    return (await this.store.find(cluster, number))?.runId === runId;
  }

  private gone({ cluster, kind, number }: RunRecord): Promise<ProblemError> {
    const detail = `The journal of ${nameOf({ kind, number })} on cluster "${cluster}" is no longer on record.`;
    return this.trimmed.unknown(`unknown-${kind}`, { cluster, number, detail });
  }

  private read({ cluster, number }: RunRecord, after: string): Promise<JournalEvent[]> {
    return this.store.journal(cluster, number, { after, limit: PAGE });
  }
}

/** One after the other: a page of long entries must not pile up either. */
async function sendAll(stream: EventStream, events: readonly JournalEvent[]): Promise<boolean> {
  for (const event of events) if (!(await stream.send(format(event)))) return false;
  return true;
}

function format({ id, ...event }: JournalEvent): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function parseEventId(text: string | undefined): string {
  if (text === undefined || text === '') return '0';
  if (/^\d{1,15}-\d{1,10}$/.test(text)) return text;
  throw new ProblemError(
    'invalid-request',
    'Last-Event-ID is not an id of one of these events; leave it out to start from the beginning.',
    {
      errors: [{ field: 'Last-Event-ID', message: 'must be the id of an event that was received' }],
    },
  );
}
