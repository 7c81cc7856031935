import { expect } from '@jest/globals';
import type fc from 'fast-check';
import type { Redis } from 'ioredis';
import { FencedOut, IllegalTransition, type LeaseStore, type RunStore } from '#redis';
import type { Model } from './model.ts';
import { expectForward, expectSound, expectUntouched, observe } from './observed.ts';

/** A process that works on runs, with a connection of its own. */
export interface Holder {
  name: string;
  leaseMs: number;
  redis: Redis;
  store: RunStore;
  leases: LeaseStore;
}

export type Verdict =
  'ok' | 'lost' | 'busy' | 'open' | 'id' | 'fenced' | 'illegal' | 'refused' | 'already' | 'done' | 'missing';

export async function verdictOf(attempt: Promise<unknown>): Promise<Verdict> {
  try {
    await attempt;
    return 'ok';
  } catch (error) {
    if (error instanceof FencedOut) return 'fenced';
    if (error instanceof IllegalTransition) return 'illegal';
    throw error;
  }
}

type Act = (model: Model, holders: Holder[]) => Promise<Verdict>;

/** How often each command had each result, to check that every case occurred. */
export const tally = new Map<string, number>();
export const count = (what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);

/** Applies one command to the model and to Redis, then checks everything that must hold. */
export class Move implements fc.AsyncCommand<Model, Holder[]> {
  constructor(
    private readonly name: string,
    private readonly details: unknown,
    private readonly act: Act,
    private readonly may: (model: Readonly<Model>) => boolean = () => true,
  ) {}

  check(model: Readonly<Model>): boolean {
    return this.may(model);
  }

  async run(model: Model, holders: Holder[]): Promise<void> {
    const look = () => Promise.all(model.clusters.map(({ name }) => observe(holders[0]!.redis, name)));
    const before = await look();
    const verdict = await this.act(model, holders);
    const after = await look();
    count(`${this.name}: ${verdict}`);
    for (const [index, seen] of after.entries()) {
      expectSound(seen);
      if (verdict !== 'lost') expectForward(before[index]!, seen);
      if (verdict !== 'lost' && verdict !== 'ok') expectUntouched(before[index]!, seen);
      expect(seen.stored).toEqual(model.clusters[index]!.stored());
    }
    await this.probe(model, holders[0]!.store);
  }

  /** Checks for every reference ever given out, by an empty write, whether it may still write. */
  private async probe(model: Model, store: RunStore): Promise<void> {
    const verdicts = await Promise.all(model.handles.map((run) => verdictOf(store.write(run, {}))));
    const live = model.handles.filter((_, index) => verdicts[index] === 'ok');
    for (const cluster of model.clusters) {
      const here = live.filter((run) => run.cluster === cluster.name);
      expect(here.length).toBeLessThanOrEqual(1);
      expect(here).toEqual(
        model.handles.filter(
          (run) => run.cluster === cluster.name && cluster.mayWrite(run) && !cluster.isDone(run),
        ),
      );
    }
  }

  toString(): string {
    return `${this.name}(${JSON.stringify(this.details)})`;
  }
}
