import type { JournalEntry } from '#contracts';
import {
  FencedOut,
  fromFields,
  IllegalTransition,
  toFields,
  type LeaseStore,
  type PauseIntent,
  type Permission,
  type RunReference,
  type RunStore,
  type RunWrite,
  type WholeRecord,
} from '#redis';
import type { RunRecord, UnfencedRun } from '#domain';

/** What Redis has on record of one cluster. Its rules are those of the Lua scripts; `fakeCoordinationContract` compares them. */
export class FakeCoordination {
  readonly runs = new Map<number, Map<string, string>>();
  readonly journals = new Map<number, JournalEntry[]>();
  lock: { runId: string; fence: number } | null = null;
  intent: PauseIntent | null = null;
  fence = 1_000;
  /** Everything that was asked of Redis and changes something, in its order. */
  readonly changes: ('write' | 'renew' | 'take-over')[] = [];
  /** As long as it is set, every command rejects with it. */
  trouble: Error | null = null;
  /** Is called before a change takes effect: what happens elsewhere in that moment. */
  meanwhile: (change: 'write' | 'renew' | 'take-over') => void = () => undefined;
  /** Is called after a renewal took effect and before its answer arrives. */
  afterRenewal: () => void = () => undefined;

  begin(run: UnfencedRun): RunRecord {
    this.fence += 1;
    const { runId, number } = run;
    this.runs.set(number, new Map([...toFields(run), ['fence', String(this.fence)]]));
    this.journals.set(number, []);
    this.lock = { runId, fence: this.fence };
    return this.record(number)!;
  }

  record(number: number): RunRecord | null {
    const fields = this.runs.get(number);
    return fields ? fromFields(Object.fromEntries(fields)) : null;
  }

  /** A person breaks the lock, or another process takes over: the fence of the run is no longer the current one. */
  raiseFence(): void {
    this.fence += 1;
    this.lock = null;
  }

  ask(): void {
    if (this.trouble) throw this.trouble;
  }

  change(change: 'write' | 'renew' | 'take-over'): void {
    this.ask();
    this.meanwhile(change);
    this.changes.push(change);
  }
}

type FakedRuns = Pick<
  RunStore,
  'write' | 'find' | 'whole' | 'field' | 'list' | 'fence' | 'pauseIntent' | 'dropEndedPause'
>;

/** `RunStore` without Redis. */
export class FakeRunStore implements FakedRuns {
  constructor(private readonly redis: FakeCoordination) {}

  async write(run: RunReference, write: RunWrite): Promise<void> {
    await Promise.resolve();
    this.redis.change('write');
    const fields = this.redis.runs.get(run.number);
    const isOwn = fields?.get('runId') === run.runId && fields.get('fence') === String(run.fence);
    if (!fields || !isOwn || this.redis.fence !== run.fence) throw new FencedOut(run.runId, run.fence);
    if (fields.get('phase') === 'done') throw new IllegalTransition('phase', 'done');
    for (const [field, allowed] of write.guards ?? []) {
      const value = fields.get(field) ?? '';
      if (!allowed.includes(value)) throw new IllegalTransition(field, value);
    }
    for (const [field, value] of write.fields ?? []) fields.set(field, value);
    this.redis.journals.get(run.number)!.push(...(write.entries ?? []));
    const { intent = 'keep' } = write;
    if (intent !== 'keep') this.redis.intent = intent === 'clear' ? null : intent;
    if (write.release && this.redis.lock?.runId === run.runId) this.redis.lock = null;
  }

  async find(_cluster: string, number: number): Promise<RunRecord | null> {
    await this.answer();
    return this.redis.record(number);
  }

  async whole(_cluster: string, number: number): Promise<WholeRecord> {
    await this.answer();
    const fields = new Map(this.redis.runs.get(number));
    return {
      run: this.redis.record(number),
      field: (name) => fields.get(name) ?? null,
      pause: this.redis.intent,
    };
  }

  async field(_cluster: string, number: number, name: string): Promise<string | null> {
    await this.answer();
    return this.redis.runs.get(number)?.get(name) ?? null;
  }

  async list(_cluster: string, { limit }: { limit: number }): Promise<RunRecord[]> {
    await this.answer();
    const newest = [...this.redis.runs.keys()].sort((a, b) => b - a).slice(0, limit);
    return newest.map((number) => this.redis.record(number)!);
  }

  /** Of this build, every record can be read. */
  async requireNewest(): Promise<void> {
    await this.answer();
  }

  async fence(): Promise<number> {
    await this.answer();
    return this.redis.fence;
  }

  async pauseIntent(): Promise<PauseIntent | null> {
    await this.answer();
    return this.redis.intent;
  }

  async dropEndedPause(): Promise<boolean> {
    await this.answer();
    const { intent } = this.redis;
    if (intent === null) return false;
    const run = this.redis.record(intent.number);
    if (run?.runId === intent.runId && run.phase !== 'done') return false;
    this.redis.intent = null;
    return true;
  }

  private async answer(): Promise<void> {
    await Promise.resolve();
    this.redis.ask();
  }
}

/** `LeaseStore` without Redis. A lease that ran out is taken up again, as by the real one. */
export class FakeLeaseStore implements Pick<LeaseStore, 'renew' | 'takeOver'> {
  constructor(
    private readonly redis: FakeCoordination,
    private readonly leaseMs: number,
  ) {}

  async renew(run: RunReference): Promise<Permission> {
    await Promise.resolve();
    const before = performance.now();
    this.redis.change('renew');
    if (!this.isCurrent(run) || this.redis.fence !== run.fence || this.isOthers(run, run.fence))
      throw new FencedOut(run.runId, run.fence);
    this.redis.lock = { runId: run.runId, fence: run.fence };
    this.redis.afterRenewal();
    const until = before + this.leaseMs - Math.min(3_000, this.leaseMs / 5);
    return { remainingMs: () => until - performance.now() };
  }

  async takeOver(run: RunReference): Promise<RunReference | null> {
    await Promise.resolve();
    this.redis.change('take-over');
    if (!this.isCurrent(run) || this.isOthers(run)) return null;
    const fence = this.redis.fence + 1;
    this.redis.fence = fence;
    this.redis.runs.get(run.number)!.set('fence', String(fence));
    this.redis.lock = { runId: run.runId, fence };
    return { ...run, fence };
  }

  private isCurrent({ number, runId, fence }: RunReference): boolean {
    const record = this.redis.record(number);
    return record?.runId === runId && record.fence === fence && record.phase !== 'done';
  }

  private isOthers({ runId }: RunReference, fence?: number): boolean {
    const { lock } = this.redis;
    return lock !== null && (lock.runId !== runId || (fence !== undefined && lock.fence !== fence));
  }
}
