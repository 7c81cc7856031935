import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { parseConfig, type ClusterConfig, type HoldfastConfig } from '#config';
import type { JournalEntry, RunJob } from '#contracts';
import {
  FencedOut,
  fromFields,
  IllegalTransition,
  toFields,
  type LeaseStore,
  type RunStore,
  type RunWrite,
} from '#redis';
import type { OwnIdentity, PreflightCheck, Procedure, RunKind, RunRecord, SettleTarget } from '#domain';
import type { PauseLine, RunConfigs } from '#engine';
import type { FlowSubmitter } from './flow-submitter.ts';
import type { OwnerMarkers } from '../ownership/owner-markers.ts';
import { newBackup, newDeletion } from '../runs/new-run.ts';
import type { PreflightByKind } from './preflight-by-kind.ts';
import { PreflightProcessor } from './preflight.processor.ts';
import type { Settling } from './settling.ts';

Logger.overrideLogger(false);

const FENCE = 7;
const TARGET: SettleTarget = { processed: {}, exported: [] } as unknown as SettleTarget;

export const passed = (name: string, over: Partial<PreflightCheck> = {}): PreflightCheck => ({
  ...{ name, component: 'zeebe', ok: true, message: 'fine', remedy: null },
  ...over,
});
export const failed = (name: string, passing?: PreflightCheck['passing']): PreflightCheck => ({
  ...passed(name, { ok: false, message: `${name} is not`, remedy: 'See to it.' }),
  ...(passing && { passing }),
});

/** A run that waits for its preflight, with all that the preflight asks: each of them is a list of answers. */
export class PreflightWorld {
  readonly config: HoldfastConfig;
  readonly cluster: ClusterConfig;
  readonly journal: JournalEntry[] = [];
  readonly flows: { run: RunJob; procedure: Procedure }[] = [];
  readonly delays: { until: number; token: string | undefined }[] = [];
  /** What was asked, in its order. */
  readonly asked: string[] = [];
  checks: PreflightCheck[] = [passed('version')];
  settled: PreflightCheck[] = [passed('exporters-settled')];
  fence = FENCE;
  locked = true;
  private readonly addedAt = Date.now();
  /** How long a busy process leaves the preflight for later. */
  giveWayMs = 0;
  /** Is called when this is asked, before the answer: what happens elsewhere in that moment, or an error. */
  on: Partial<Record<'examine' | 'target' | 'ensure' | 'submit' | 'written', () => void>> = {};
  private readonly fields: Map<string, string>;

  constructor(kind: RunKind = 'backup', steps = '') {
    this.config = parseConfig(
      `steps: { ${steps} }
clusters:
  - name: prod
    version: "8.6"
    zeebe: { management: http://z:1 }
    records: { engine: elasticsearch, url: http://e:1, repository: r }`,
      {},
    );
    this.cluster = this.config.clusters[0]!;
    const given = { number: 42, setId: 7, version: '8.6.0', origin: { type: 'person', by: 'ada' } } as const;
    const run = kind === 'deletion' ? newDeletion(this.cluster, given) : newBackup(this.cluster, given);
    this.fields = new Map([...toFields(run), ['fence', String(FENCE)]]);
  }

  get run(): RunRecord {
    return fromFields(Object.fromEntries(this.fields));
  }

  get story(): string[] {
    return this.journal.map(({ type }) => type);
  }

  field(name: string): string | null {
    return this.fields.get(name) ?? null;
  }

  set(name: string, value: string): void {
    this.fields.set(name, value);
  }

  /** One look of the preflight's job. */
  look(over: Partial<RunJob> = {}): Promise<string> {
    const { cluster, kind, number, runId } = this.run;
    const data: RunJob = { cluster, kind, number, runId, fence: FENCE, ...over };
    const moveToDelayed = (until: number, token?: string) =>
      Promise.resolve(this.delays.push({ until, token }));
    const job = { name: 'preflight', data, moveToDelayed, timestamp: this.addedAt };
    return this.processor.process(job as unknown as Job, 'token-1');
  }

  private readonly write = async (run: RunJob, write: RunWrite): Promise<void> => {
    await Promise.resolve();
    if (this.fence !== run.fence || this.fields.get('runId') !== run.runId)
      throw new FencedOut(run.runId, run.fence);
    if (this.run.phase === 'done') throw new IllegalTransition('phase', 'done');
    for (const [field, allowed] of write.guards ?? []) {
      const value = this.fields.get(field) ?? '';
      if (!allowed.includes(value)) throw new IllegalTransition(field, value);
    }
    for (const [field, value] of write.fields ?? []) this.fields.set(field, value);
    this.journal.push(...(write.entries ?? []));
    if (write.release) this.locked = false;
    this.on.written?.();
  };

  private async ask<T>(
    what: 'examine' | 'target' | 'look' | 'ensure' | 'submit',
    answer: () => T,
  ): Promise<T> {
    await Promise.resolve();
    this.asked.push(what);
    if (what !== 'look') this.on[what]?.();
    return answer();
  }

  private get leases(): LeaseStore {
    const renew = async (run: RunJob): Promise<void> => {
      await Promise.resolve();
      if (this.fence !== run.fence) throw new FencedOut(run.runId, run.fence);
    };
    return { renew } as unknown as LeaseStore;
  }

  private get store(): RunStore {
    const store = {
      find: () => Promise.resolve(this.run),
      field: (_: string, __: number, name: string) => Promise.resolve(this.field(name)),
      write: this.write,
    };
    return store as unknown as RunStore;
  }

  private get processor(): PreflightProcessor {
    const examiners = { examine: () => this.ask('examine', () => this.checks) };
    const submit = (run: RunJob, procedure: Procedure) =>
      this.ask('submit', () => this.flows.push({ run, procedure }));
    const settling = {
      target: () => this.ask('target', () => TARGET),
      look: () => this.ask('look', () => this.settled),
    };
    const own: OwnIdentity = { cluster: 'prod', installation: 'i', engine: 'e', prefix: 'zeebe-record' };
    const markers = { ensure: () => this.ask('ensure', () => own) };
    return new PreflightProcessor(
      this.config,
      this.store,
      this.leases,
      'coordinator@host-1',
      examiners as unknown as PreflightByKind,
      { submit } as unknown as FlowSubmitter,
      settling as unknown as Settling,
      markers as unknown as OwnerMarkers,
      { of: () => Promise.resolve(this.cluster) } as unknown as RunConfigs,
      { giveWay: () => this.giveWayMs } as PauseLine,
    );
  }
}
