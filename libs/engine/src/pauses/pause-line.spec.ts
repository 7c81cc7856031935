import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  COMPONENTS,
  pendingStep,
  procedureFor,
  stepsOf,
  type GenerationName,
  type StepRecord,
} from '#domain';
import { EARLY_IN_LINE_MS } from '../steps/earlier-steps.ts';
import { EMPTY_MEMORY } from '../steps/step-memory.ts';
import type { StepContext } from '../steps/step.ts';
import { FakeWindows, pass, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { PauseLine } from './pause-line.ts';

standingClocks();

let windows: FakeWindows;
let line: PauseLine;
let world: RunWorld;
beforeEach(() => {
  world = new RunWorld();
  ({ windows } = world);
  windows.most = 1;
  ({ line } = world.process());
});

const of = (runId: string, looks = 0) =>
  ({ reference: { cluster: 'prod', runId }, memory: { ...EMPTY_MEMORY, looks } }) as StepContext;

describe('a run that is to pause exporting', () => {
  it('need not wait while a window is free, also when it asks again', async () => {
    expect(await line.wait(of('a'))).toBeNull();
    expect(await line.wait(of('a'))).toBeNull();
  });

  it('waits while all are open, and says for what', async () => {
    await line.wait(of('a'));
    expect(await line.wait(of('b'))).toMatchObject({
      answer:
        'waiting for a pause window: 1 are open, and 0 other runs are first in line (steps.pausesAtOnce)',
    });
    expect((await line.wait(of('c')))?.answer).toContain('1 other run is first in line');
    await windows.leave({ runId: 'a' });
    expect(await line.wait(of('b'))).toBeNull();
  });

  it('looks less often, the longer the line and the longer it waited', async () => {
    await line.wait(of('a'));
    const [first, patient] = [await line.wait(of('b')), await line.wait(of('b', 30))];
    expect(first!.delayMs).toBeLessThanOrEqual(120);
    expect(patient!.delayMs).toBeGreaterThanOrEqual(4_000);
    for (let number = 0; number < 8; number += 1) await line.wait(of(`other-${number}`));
    expect((await line.wait(of('last')))!.delayMs).toBe(9_000);
  });

  it('is looked at again long before the supervisor takes it for abandoned', async () => {
    await line.wait(of('a'));
    for (let number = 0; number < 200; number += 1) await line.wait(of(`other-${number}`));
    expect((await line.wait(of('last', 100)))!.delayMs).toBe(20_000);
  });

  it('does not wait unseen: what Redis throws ends the pass', async () => {
    windows.trouble = new Error('no Redis');
    await expect(line.wait(of('a'))).rejects.toThrow('no Redis');
  });
});

describe('work that no pause waits for', () => {
  it('gives way in a busy process that works inside a pause, and only there', () => {
    expect(line.giveWay()).toBe(0);
    world.busyness.now = 0.9;
    expect(line.giveWay()).toBe(0);
    windows.isAnyHere = true;
    expect(line.giveWay()).toBeGreaterThanOrEqual(500);
    expect(line.giveWay()).toBeLessThanOrEqual(1_000);
    world.busyness.now = 0.5;
    expect(line.giveWay()).toBe(0);
  });
});

describe('a pause whose window has just opened', () => {
  function at(generation: GenerationName, over: Partial<StepRecord>): StepContext {
    const procedure = procedureFor(generation, new Set(COMPONENTS))!;
    const pause = stepsOf(procedure).find(({ name }) => name === 'pause-exporting')!;
    const startedAt = new Date().toISOString();
    return {
      run: { procedure: procedure.name },
      cluster: { components: COMPONENTS },
      step: { ...pendingStep(pause), state: 'running', startedAt, lastAnswer: 'waiting', ...over },
    } as unknown as StepContext;
  }

  it('waits once for the steps next to it, which looked rarely meanwhile', () => {
    const context = at('8.8', {});
    expect(line.latecomers(context)).toContain('getting ready');
    pass(EARLY_IN_LINE_MS);
    expect(line.latecomers(context)).toBeNull();
  });

  it('waits for nothing where it did not wait in line, has paused already, or no step is next to it', () => {
    expect(line.latecomers(at('8.8', { lastAnswer: null }))).toBeNull();
    expect(line.latecomers(at('8.8', { attempts: 1 }))).toBeNull();
    expect(line.latecomers(at('8.4', {}))).toBeNull();
  });
});
