import { BenchHolder, type InTurn } from './bench-holder.ts';
import type { BuildCopy } from './build-copy.ts';
import type { Case } from './catalog.ts';
import type { SweepProfile } from './profile.ts';
import type { CaseResult } from './result.ts';

export interface SweepOptions {
  readonly build: BuildCopy;
  readonly profile: SweepProfile;
  readonly jobs: number;
  readonly after: 'each' | 'some';
  /** Stops the sweep from beginning further cases. */
  readonly signal: AbortSignal;
  readonly onResult: (result: CaseResult) => void;
}

/** Runs the cases on several benches at once: the processes mostly wait. */
export async function sweep(cases: readonly Case[], options: SweepOptions): Promise<CaseResult[]> {
  const waiting = [...cases];
  const results: CaseResult[] = [];
  const note = (more: readonly CaseResult[]): void => {
    for (const result of more) {
      results.push(result);
      options.onResult(result);
    }
  };
  const inTurn = turns();
  const work = async (index: number): Promise<void> => {
    const holder = new BenchHolder({ ...options, inTurn }, `bench-${index}`);
    try {
      for (let next = waiting.shift(); next && !options.signal.aborted; next = waiting.shift()) {
        note(await holder.run(next));
      }
      if (!options.signal.aborted) note(await holder.end());
    } finally {
      await holder.discard();
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, cases.length) }, (_, index) => work(index)));
  return results;
}

function turns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (start) => {
    const turn = last.then(start);
    last = turn.catch(() => undefined);
    return turn;
  };
}
