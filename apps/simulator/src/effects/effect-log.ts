import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { CallEntry, ChangeEntry, Effect } from './effect.ts';

/**
 * The append-only truth about what was done to the clusters. Written synchronously: a test that kills
 * everything must still find the last effect in the file.
 */
export class EffectLog {
  private readonly effects: Effect[] = [];
  private seq = 0;

  constructor(private file?: string) {
    if (file === undefined || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) this.recall(line);
  }

  append(cluster: string, entry: CallEntry | ChangeEntry): void {
    this.seq += 1;
    const { at, ...rest } = entry;
    const effect = { seq: this.seq, at: new Date(at).toISOString(), cluster, ...rest } as Effect;
    this.effects.push(effect);
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(effect)}\n`);
  }

  /** The number of the newest effect; 0 for none. */
  get last(): number {
    return this.seq;
  }

  /** Effects after sequence number `since`, of one cluster or of all. */
  read(cluster?: string, since = 0): Effect[] {
    return this.effects.filter(
      (effect) => effect.seq > since && (cluster === undefined || effect.cluster === cluster),
    );
  }

  /** From now on nothing more is written to the file. */
  end(): void {
    this.file = undefined;
  }

  private recall(line: string): void {
    try {
      const effect = JSON.parse(line) as Effect;
      this.effects.push(effect);
      this.seq = Math.max(this.seq, effect.seq);
    } catch {
      // The last line may be cut when the process was killed while it wrote; the others are whole.
    }
  }
}
