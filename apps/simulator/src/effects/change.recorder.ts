import type { ChangeEntry } from './effect.ts';
import type { EffectLog } from './effect-log.ts';

/**
 * Where the machines of one cluster report their state changes. `collect` holds back the changes made by a
 * function, so that the log can show the call first and its consequences after it.
 */
export class ChangeRecorder {
  private held: ChangeEntry[] | undefined;

  constructor(
    private readonly cluster: string,
    private readonly log: EffectLog,
  ) {}

  record(change: ChangeEntry): void {
    if (this.held === undefined) this.log.append(this.cluster, change);
    else this.held.push(change);
  }

  collect<Result>(run: () => Result): { result: Result; changes: ChangeEntry[] } {
    const changes: ChangeEntry[] = [];
    this.held = changes;
    try {
      return { result: run(), changes };
    } finally {
      this.held = undefined;
    }
  }
}
