import { Injectable } from '@nestjs/common';
import { RunStore } from '#redis';
import type { RunRecord } from '#domain';

const PAGE = 50;
/** A cluster without a good run among this many has none that counts. */
const MOST = 500;

/** What is on record of a cluster that people ask for again and again. */
export interface History {
  /** The run that holds the cluster. */
  current: RunRecord | null;
  /** The newest run that has ended, of any kind. */
  last: RunRecord | null;
  /** The newest backup that was asked for, whatever became of it. */
  lastAttempt: RunRecord | null;
  /** The newest backup that has ended. */
  lastBackup: RunRecord | null;
  lastSuccess: RunRecord | null;
  /** The newest failed or rejected one. */
  lastFailure: RunRecord | null;
  lastRestore: RunRecord | null;
}

/** The newest runs of each kind, from the run records alone. */
@Injectable()
export class ClusterHistory {
  constructor(private readonly store: RunStore) {}

  /** One page of records, or more until a completed backup is found. @throws ioredis' error while Redis is down */
  async of(cluster: string): Promise<History> {
    const runs: RunRecord[] = [];
    for (let below: number | undefined; runs.length < MOST; below = runs.at(-1)?.number) {
      const page = await this.store.list(cluster, {
        limit: PAGE,
        ...(below !== undefined && { below }),
      });
      runs.push(...page);
      if (page.length < PAGE || page.some(isSuccess)) break;
    }
    return historyOf(runs);
  }
}

/** @param runs newest first */
export function historyOf(runs: readonly RunRecord[]): History {
  const first = (fits: (run: RunRecord) => boolean): RunRecord | null => runs.find(fits) ?? null;
  const isEndedBackup = (run: RunRecord): boolean => run.kind === 'backup' && run.phase === 'done';
  return {
    current: first(({ phase }) => phase !== 'done'),
    last: first(({ phase }) => phase === 'done'),
    lastAttempt: first(({ kind }) => kind === 'backup'),
    lastBackup: first(isEndedBackup),
    lastSuccess: first(isSuccess),
    lastFailure: first(
      (run) => isEndedBackup(run) && (run.outcome === 'failed' || run.outcome === 'rejected'),
    ),
    lastRestore: first(({ kind, outcome }) => kind === 'restore' && outcome === 'completed'),
  };
}

function isSuccess({ kind, outcome }: RunRecord): boolean {
  return kind === 'backup' && outcome === 'completed';
}
