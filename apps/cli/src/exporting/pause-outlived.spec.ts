import { describe, expect, it } from '@jest/globals';
import type { ExportingState } from '#domain';
import { pauseOutlived } from './pause-outlived.ts';

const cluster = { name: 'prod', pauseBudget: 900_000, hardPause: 'refused' } as const;
const PATIENCE_MS = 930_000;

interface Watched {
  verdict: string;
  /** How long it was watched (ms). */
  for: number;
  lines: string[];
}

/** The verdict on what the brokers show, second by second, the last state from then on. */
async function verdictOn(
  states: readonly ExportingState[],
  over: { hardPause?: 'allowed' | 'refused' } = {},
): Promise<Watched> {
  let time = 0;
  const lines: string[] = [];
  const look = (): Promise<ExportingState> =>
    Promise.resolve(states[Math.min(time / 1000, states.length - 1)] ?? 'unknown');
  const verdict = await pauseOutlived({ ...cluster, ...over }, look, (line) => lines.push(line), {
    ...{ graceMs: 30_000, lookMs: 1_000, now: () => time },
    sleep: (ms) => Promise.resolve((time += ms)),
  });
  return { verdict, for: time, lines };
}

const seconds = (count: number, state: ExportingState): ExportingState[] =>
  Array.from({ length: count }, () => state);

describe('pauseOutlived', () => {
  it('returns at the first look where exporting runs', async () => {
    expect(await verdictOn(['running'])).toEqual({ verdict: 'runs', for: 0, lines: [] });
  });

  it('lets a pause end by itself, as that of a run does', async () => {
    expect(await verdictOn([...seconds(900, 'softPaused'), 'mixed', 'running'])).toEqual({
      verdict: 'runs',
      for: 901_000,
      lines: ['prod: exporting is softPaused; it will be resumed unless that ends within 930 s'],
    });
  });

  it.each<ExportingState>(['softPaused', 'mixed'])('finds %s outlived after the budget', async (state) => {
    expect(await verdictOn([state])).toMatchObject({ verdict: 'outlived', for: PATIENCE_MS });
  });

  it('leaves a hard pause, unless Holdfast makes hard ones there', async () => {
    expect(await verdictOn(['paused'])).toMatchObject({ verdict: 'hard', for: 0 });
    expect(await verdictOn(['paused'], { hardPause: 'allowed' })).toMatchObject({
      verdict: 'outlived',
      for: PATIENCE_MS,
    });
  });

  it('counts from the first look after one that could read nothing: another pause may have followed', async () => {
    expect(await verdictOn([...seconds(600, 'softPaused'), 'unknown', 'softPaused'])).toMatchObject({
      verdict: 'outlived',
      for: 601_000 + PATIENCE_MS,
    });
  });

  it.each([
    ['its process stood still', { sleepMs: 20_000, lookMs: 0, seenAt: 818_000 }],
    // What was asked before the gap tells nothing of the time after it: the look that follows counts.
    ['a gateway that was slow to answer', { sleepMs: 1_000, lookMs: 19_000, seenAt: 819_000 }],
  ])('counts from then on after %s: another pause may have followed', async (_, slow) => {
    let time = 0;
    let looks = 0;
    const look = (): Promise<ExportingState> => {
      looks += 1;
      if (looks === 800) time += slow.lookMs;
      return Promise.resolve('softPaused');
    };
    const verdict = await pauseOutlived(cluster, look, () => undefined, {
      ...{ graceMs: 30_000, lookMs: 1_000, now: () => time },
      sleep: (ms) => Promise.resolve((time += looks === 799 ? slow.sleepMs : ms)),
    });
    expect([verdict, time]).toEqual(['outlived', slow.seenAt + PATIENCE_MS]);
  });

  it('ends where the brokers never say what they do for long enough', async () => {
    expect(await verdictOn(['unknown'])).toEqual({ verdict: 'unread', for: PATIENCE_MS, lines: [] });
    const flapping = seconds(5_000, 'softPaused').map((state, index) =>
      index % 100 === 99 ? 'unknown' : state,
    );
    expect(await verdictOn(flapping)).toMatchObject({ verdict: 'unread', for: 2 * PATIENCE_MS });
  });
});
