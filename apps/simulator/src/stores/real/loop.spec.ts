import { describe, expect, it } from '@jest/globals';
import { Loop } from './loop.ts';

/** Runs rounds until they have all been used up. @returns what was reported, `null` where rounds succeed again */
async function reportsOf(rounds: (() => boolean)[]): Promise<(string | null)[]> {
  const reports: (string | null)[] = [];
  await new Promise<void>((resolve) => {
    const work = (): Promise<boolean> => {
      const round = rounds.shift();
      if (round === undefined) resolve();
      return Promise.resolve().then(round ?? (() => false));
    };
    const loop = new Loop(work, 0, (reason) => reports.push(reason instanceof Error ? reason.message : null));
    loop.open();
    closing.push(() => loop.close());
  });
  for (const close of closing.splice(0)) await close();
  return reports;
}
const closing: (() => Promise<void>)[] = [];

const succeeds = () => true;
const fails = (reason: string) => () => {
  throw new Error(reason);
};

describe('work that is repeated', () => {
  it('continues after a round that failed, and reports the first of several and their end', async () => {
    const rounds = [succeeds, fails('away'), fails('still away'), succeeds, succeeds, fails('away again')];
    expect(await reportsOf(rounds)).toEqual(['away', null, 'away again', null]);
  });

  it('is closed only when the round that runs is over', async () => {
    let end = (): void => undefined;
    let isOver = false;
    const round = new Promise<boolean>((resolve) => {
      end = () => resolve(false);
    });
    const loop = new Loop(
      () => round,
      0,
      () => undefined,
    );
    loop.open();
    const closed = loop.close().then(() => {
      isOver = true;
    });
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    end();
    await closed;
    expect(isOver).toBe(true);
  });
});
