import { setTimeout as sleep } from 'node:timers/promises';
import type { CamundaClients } from '#camunda';
import { StepFailure, type BackupObservation, type FailureDetail } from '#domain';
import type { CallOptions } from '#http';
import type { Action, Check, Ids } from './checks.ts';
import { MadeBackups, type BackupKey } from './made-backups.ts';
import { resultOf, type CheckResult, type Seen } from './report.ts';

/** How often a state is looked for. Counted, so that a replay asks as often as the recording has answers. */
const LOOKS = { backup: 600, appearing: 120, exporting: 40, foreign: 20 };

/** What surrounds the checks where they meet a real cluster. */
export interface Surroundings {
  call: CallOptions;
  /** Between two looks (ms). */
  betweenMs: number;
  /** Just before exporting is paused. What it throws ends the checks, and nothing was paused. */
  beforePause(): Promise<void>;
  /** After a resume that was done. */
  afterResume(): Promise<void>;
  /** Exporting is not known to do what was asked, or another tool makes a backup: the checks are to stop. */
  doubt(): void;
  isStopped(): boolean;
  begins(check: Check): void;
}

/** Does the checks one after the other. What a component answers never ends them. */
export class CheckRunner {
  /** What was asked for here, and is not known to be gone or refused. */
  readonly made = new MadeBackups();
  private partitions: number | null = null;

  constructor(
    private readonly clients: CamundaClients,
    private readonly ids: Ids,
    private readonly around: Surroundings,
  ) {}

  /** @returns the results until the surroundings were stopped */
  async run(checks: readonly Check[]): Promise<CheckResult[]> {
    const results: CheckResult[] = [];
    for (const check of checks) {
      if (this.around.isStopped()) break;
      this.around.begins(check);
      const seen = await this.see(check);
      if (isDoubtful(check, seen)) this.around.doubt();
      results.push(resultOf(check, this.ids, seen));
    }
    return results;
  }

  private async see(check: Check): Promise<Seen> {
    if (check.skip !== null) return { skipped: check.skip };
    try {
      return await this.actions[check.does](check);
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      return { word: error.detail.code, detail: answerIn(error.detail) };
    }
  }

  private readonly actions: Record<Action, (check: Check) => Promise<Seen>> = {
    'read-version': async ({ component }) => {
      const info = await this.clients.info[component]?.read(this.around.call);
      return word(info?.version ? 'known' : 'silent');
    },
    'read-topology': async () => {
      this.partitions = (await this.clients.topology.topology(this.around.call)).partitionCount;
      return word('known');
    },
    'read-exporting': ({ expects }) =>
      this.until(
        LOOKS.exporting,
        (state) => expects.includes(state),
        () => this.clients.topology.exporting(this.around.call),
      ),
    pause: async () => {
      await this.around.beforePause();
      if (this.around.isStopped()) return { skipped: 'the checks were stopped' };
      await this.clients.exporting.pause('soft', this.around.call);
      return word('done');
    },
    resume: async () => {
      await this.clients.exporting.resume(this.around.call);
      await this.around.afterResume();
      return word('done');
    },
    look: async (check) => word(await this.stateOf(check)),
    trigger: (check) => this.trigger(check),
    'trigger-meanwhile': async (check) => {
      if (!this.made.has(this.keyOf({ ...check, id: 'first' })))
        return { skipped: 'the first backup was not accepted' };
      const seen = await this.trigger(check);
      if (check.expects.includes('accepted')) return seen;
      const first = await this.look({ component: check.component, id: 'first' });
      return first.state !== 'completed'
        ? seen
        : { skipped: 'the first backup ended before the second one was asked for' };
    },
    'wait-for-end': async (check) => {
      if (!this.made.has(this.keyOf(check))) return NOT_OURS;
      let looks = 0;
      const seen = await this.until(
        LOOKS.backup,
        // Exporting may be paused: what does not appear is not waited for.
        (state) => hasEnded(state) || (state === 'absent' && (looks += 1) >= LOOKS.appearing),
        () => this.stateOf(check),
      );
      if ('word' in seen && hasEnded(seen.word)) this.made.markEnded(this.keyOf(check));
      return seen;
    },
    'wait-until-gone': async (check) => {
      if (!this.made.isDeleted(this.keyOf(check))) return { skipped: 'the backup was not deleted' };
      const seen = await this.until(
        LOOKS.backup,
        (state) => state === 'absent',
        () => this.stateOf(check),
      );
      if ('word' in seen && seen.word === 'absent') this.made.forget(this.keyOf(check));
      return seen;
    },
    'read-checkpoints': async (check) => {
      const found = await this.apiOf(check).checkpoints(this.idOf(check), this.around.call);
      const count = Object.keys(found).length;
      return word(count > 0 && count === this.partitions ? 'of-every-partition' : 'incomplete');
    },
    list: async (check) => {
      const ids = await this.apiOf(check).ids(this.around.call);
      const listed = await this.apiOf(check).list(this.around.call);
      const id = this.idOf(check);
      const found = [ids.includes(id), listed.some(({ backupId }) => backupId === id)];
      return word(found.every(Boolean) ? 'listed' : found.some(Boolean) ? 'in-one-list-only' : 'not-listed');
    },
    delete: async (check) => {
      if (!this.made.mayDelete(this.keyOf(check))) return NOT_OURS;
      await this.apiOf(check).delete(this.idOf(check), this.around.call);
      this.made.markDeleted(this.keyOf(check));
      return word('done');
    },
  };

  private async trigger(check: Check): Promise<Seen> {
    const key = this.keyOf(check);
    const { made } = this;
    const isNew = !made.has(key);
    if (made.isForeign(key)) return { skipped: 'a backup that was not made here has the id' };
    if (isNew && (await this.stateOf(check)) !== 'absent') {
      // Since the ids were chosen, another tool may have taken one. It must never be deleted here.
      made.leaveToOthers(key);
      return word('id-in-use');
    }
    made.ask(key);
    try {
      await this.apiOf(check).trigger(key.id, this.around.call);
    } catch (error) {
      // Without an answer, and after one that cannot be read, it may have been taken.
      if (isNew && error instanceof StepFailure) await this.refused(check, error.detail.code);
      throw error;
    }
    made.accept(key);
    return word('accepted');
  }

  private async refused(check: Check, code: FailureDetail['code']): Promise<void> {
    const key = this.keyOf(check);
    if (code === 'id-in-use') this.made.giveUp(key);
    if (code === 'busy' || code === 'refused') this.made.forget(key);
    const byAnother = code === 'id-in-use' || code === 'busy';
    if (byAnother && !check.expects.includes(code) && (await this.appears(check)))
      this.made.leaveToOthers(key);
  }

  /** Busy with another id, or an id that nothing has: Zeebe refuses that, too, when it ever took a higher one. */
  private async appears(check: Check): Promise<boolean> {
    try {
      const seen = await this.until(
        LOOKS.foreign,
        (state) => state !== 'absent',
        () => this.stateOf(check),
      );
      return 'word' in seen && seen.word !== 'absent';
    } catch {
      return true;
    }
  }

  private look({ component, id }: Pick<Check, 'component' | 'id'>): Promise<BackupObservation> {
    const expected = component === 'zeebe' && this.partitions !== null;
    return this.apiOf({ component }).look(this.idOf({ id }), {
      ...this.around.call,
      ...(expected && { expectedPartitions: this.partitions ?? 0 }),
    });
  }

  private async stateOf(check: Check): Promise<BackupObservation['state']> {
    return (await this.look(check)).state;
  }

  /** @returns the last word that was read, when no wanted one came */
  private async until(
    looks: number,
    isWanted: (state: string) => boolean,
    read: () => Promise<string>,
  ): Promise<Seen> {
    for (let left = looks; ; left -= 1) {
      const state = await read();
      if (isWanted(state) || left <= 1 || this.around.isStopped()) return word(state);
      await sleep(this.around.betweenMs);
    }
  }

  private apiOf({ component }: Pick<Check, 'component'>) {
    const api = this.clients.backups[component];
    if (api === undefined) throw new TypeError(`${component} is not deployed`);
    return api;
  }

  private idOf({ id }: Pick<Check, 'id'>): number {
    if (id === null) throw new TypeError('a check of a backup needs its id');
    return this.ids[id];
  }

  private keyOf(check: Pick<Check, 'component' | 'id'>): BackupKey {
    return { component: check.component, id: this.idOf(check) };
  }
}

const EXPORTING: readonly Action[] = ['pause', 'resume', 'read-exporting'];

function isDoubtful({ does, name, expects }: Check, seen: Seen): boolean {
  if (!('word' in seen) || expects.includes(seen.word)) return false;
  if (EXPORTING.includes(does)) return true;
  // Another tool makes backups at the same time.
  const takes = name === 'takes' && seen.word === 'busy';
  return takes || ((name === 'takes' || does === 'trigger-meanwhile') && seen.word === 'id-in-use');
}

const NOT_OURS: Seen = { skipped: 'the backup was not accepted, or has not ended' };
const hasEnded = (state: string): boolean => state === 'completed' || state === 'failed';
const word = (text: string): Seen => ({ word: text, detail: null });

/** Without the address, which is that of a proxy or of a recording. */
function answerIn({ status, answer }: FailureDetail): string | null {
  return status === null ? null : `HTTP ${status}: ${answer ?? ''}`;
}
