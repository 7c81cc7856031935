import { DEFAULT_PROFILE } from '../profile.ts';
import type { JournalEvent, Run } from '#contracts';
import type { CallEffect, ClusterState, Effect } from '../../../apps/simulator/src/index.ts';
import type { CaseRecord } from '../case-record.ts';

export const START = Date.parse('2026-01-01T00:00:00.000Z');
const time = (ms: number): string => new Date(START + ms).toISOString();

/** Effects made by hand; `at` is ms since the case began. */
export class EffectScript {
  readonly effects: Effect[] = [];

  change(at: number, kind: string, detail: Record<string, unknown>, component = 'zeebe'): this {
    return this.add({ at, kind, component, detail });
  }

  phases(at: number, to: string, partitions: readonly number[] = [1, 2]): this {
    for (const partitionId of partitions) this.change(at, 'exporting-phase', { broker: 0, partitionId, to });
    return this;
  }

  power(at: number, broker: number, event: 'started' | 'stopped'): this {
    return this.add({ at, kind: 'component', component: `broker-${broker}`, detail: { event } });
  }

  call(at: number, call: { fence?: number; runId?: string; backupId?: number } & Partial<CallEffect>): this {
    const { fence = 7, runId = 'run-a', backupId = 100, ...over } = call;
    const userAgent = `holdfast (worker-zeebe@host-1; backup ${backupId}; run=${runId}; fence=${fence})`;
    return this.add({
      at,
      kind: 'call',
      component: 'broker-0',
      method: 'POST',
      path: '/actuator/backups',
      caller: { userAgent, remote: '127.0.0.1' },
      ...over,
    });
  }

  private add(effect: Record<string, unknown> & { at?: unknown }): this {
    const seq = this.effects.length + 1;
    this.effects.push({
      cluster: 'a',
      arrivedAfter: seq - 1,
      ...effect,
      seq,
      at: time(Number(effect.at)),
    } as unknown as Effect);
    return this;
  }
}

export const aRun = (over: Partial<Run> = {}): Run =>
  ({
    ...{ kind: 'backup', number: 100, setId: 100 },
    runId: 'run-a',
    fence: 7,
    phase: 'done',
    outcome: 'completed',
    requestedAt: time(0),
    steps: [],
    failure: null,
    ...over,
  }) as unknown as Run;

export function journalOf(...entries: (string | [type: string, step: string])[]): JournalEvent[] {
  return entries.map((entry, index) => {
    const [type, step] = typeof entry === 'string' ? [entry, null] : entry;
    return {
      id: `${START + index}-0`,
      type,
      step,
      at: time(index),
      by: 'x',
      message: '',
      failure: null,
    } as JournalEvent;
  });
}

const snapshot = (name: string) => ({ name, state: 'SUCCESS', indices: [{ name: 'i' }] });
const parts = (app: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    snapshot(`camunda_${app}_100_8.6.0_part_${index + 1}_of_${count}`),
  );

/** A cluster that holds the whole of backup 100. */
export const aState = (): ClusterState =>
  ({
    zeebe: {
      partitions: [{ partitionId: 1 }, { partitionId: 2 }],
      replicas: [1, 2].map((partitionId) => ({ broker: 0, partitionId, phase: 'EXPORTING' })),
      backups: [
        { backupId: 100, partitions: [1, 2].map((partitionId) => ({ partitionId, state: 'COMPLETED' })) },
      ],
    },
    elasticsearch: {
      indices: [],
      snapshots: {
        camunda: [
          ...parts('optimize', 2),
          ...parts('operate', 6),
          ...parts('tasklist', 6),
          snapshot('camunda_zeebe_records_backup_100'),
        ],
      },
    },
  }) as unknown as ClusterState;

export const aRecord = (over: Partial<CaseRecord> = {}): CaseRecord => ({
  injections: [],
  profile: DEFAULT_PROFILE,
  effects: [],
  allEffects: over.effects ?? [],
  state: aState(),
  runs: [],
  lock: null,
  lives: [{ app: 'coordinator', from: START - 1_000, to: null }],
  flushes: [],
  setbacks: [],
  neighbour: { snapshots: {}, indices: {} },
  pauseBudgetMs: 8_000,
  startedAt: START,
  endedAt: START + 60_000,
  ...over,
});
