import { Injectable } from '@nestjs/common';
import { filterOf, type ListQuery, type ReadFilter, type RunList, type RunListQuery } from '#contracts';
import { RunStore } from '#redis';
import { isWanted, nameOf, runStateOf, type RunKind, type RunOf, type RunRecord } from '#domain';
import { ProblemError } from '../http/problem.error.ts';
import { onlyWrite } from '../http/redis-problem.ts';
import { RunStarter } from './run-starter.ts';
import { runSummary } from './run-summary.ts';
import { TrimmedHistory } from './trimmed-history.ts';
import { after, wantedPage } from './wanted-page.ts';

/** Finds and cancels runs of every kind. */
@Injectable()
export class RunsService {
  constructor(
    private readonly store: RunStore,
    private readonly beginner: RunStarter,
    private readonly trimmed: TrimmedHistory,
  ) {}

  /** @throws ProblemError unknown-backup | unknown-restore | unknown-deletion */
  async find<Kind extends RunKind>(cluster: string, number: number, kind: Kind): Promise<RunOf<Kind>> {
    const run = await this.store.find(cluster, number);
    if (isOfKind(run, kind)) return run;
    const what = kind === 'backup' ? `run of ${nameOf({ kind, number })}` : nameOf({ kind, number });
    const detail = `Holdfast has no ${what} on cluster "${cluster}".`;
    throw await this.trimmed.unknown(`unknown-${kind}`, { cluster, number, detail });
  }

  /** Runs of every kind, newest number first, from the record alone. */
  async list(cluster: string, query: RunListQuery): Promise<RunList> {
    const { limit, cursor, kind, ...asked } = query;
    const filter = filterOf(asked);
    if (kind === undefined && filter === null) return this.newest(cluster, { limit, cursor });
    const numbers = after(await this.store.numbers(cluster), cursor);
    return wantedPage(numbers, { limit, filtered: true }, async (chunk) => {
      const runs = (await this.store.findMany(cluster, chunk)).filter((run) => run !== null);
      return runs
        .filter((run) => (kind === undefined || run.kind === kind) && isRunWanted(run, filter))
        .map((run) => ({ number: run.number, entry: runSummary(run) }));
    });
  }

  private async newest(cluster: string, { limit, cursor }: ListQuery): Promise<RunList> {
    const found = await this.store.list(cluster, {
      limit: limit + 1,
      ...(cursor !== undefined && { below: cursor }),
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(runSummary), next: found.length > limit && last ? String(last.number) : null };
  }

  /**
   * Asks a run to stop at its next step. Idempotent while it lives.
   * @throws ProblemError as `find`, and already-done
   */
  async cancel<Kind extends RunKind>(
    cluster: string,
    number: number,
    { kind, by }: { kind: Kind; by: string },
  ): Promise<RunOf<Kind>> {
    await this.find(cluster, number, kind);
    const entry = this.beginner.entry('cancel-requested', `asked to stop by ${by}`);
    const reply = await onlyWrite(this.store.requestCancel(cluster, number, entry));
    if (reply === 'DONE')
      throw new ProblemError(
        'already-done',
        `The ${nameOf({ kind, number })} has already ended; there is nothing to cancel.`,
      );
    return this.find(cluster, number, kind);
  }
}

/** Whether a run is one that a list was asked for. */
export function isRunWanted(run: RunRecord, filter: ReadFilter | null): boolean {
  if (filter === null) return true;
  const isOfState = filter.states?.includes(runStateOf(run)) ?? true;
  return isOfState && isWanted({ startedAt: run.requestedAt, run }, filter);
}

function isOfKind<Kind extends RunKind>(run: RunRecord | null, kind: Kind): run is RunOf<Kind> {
  return run?.kind === kind;
}
