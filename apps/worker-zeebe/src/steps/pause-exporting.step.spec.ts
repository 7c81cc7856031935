import { beforeEach, describe, expect, it } from '@jest/globals';
import { StepFailure, type ExportingState, type FailureDetail, type PauseKind } from '#domain';
import type { ClusterClients, PauseLine, StepContext, Wait } from '#engine';
import { PauseExportingStep } from './pause-exporting.step.ts';

/** What the brokers show, look by look; the last one again and again. */
let shown: ExportingState[];
let effects: string[];
beforeEach(() => {
  [shown, effects] = [[], []];
  [inLine, late] = [null, null];
});

const clients = {
  of: () => ({
    topology: { exporting: () => Promise.resolve(shown.length > 1 ? shown.shift() : shown[0]) },
    exporting: {
      pause: (kind: PauseKind) => {
        effects.push(`pause ${kind}`);
        return Promise.resolve();
      },
    },
  }),
} as unknown as ClusterClients;
/** What the line says: a reason to wait before the step begins, and one before it pauses. */
let [inLine, late]: [Wait | null, string | null] = [null, null];
const step = new PauseExportingStep(clients, {
  wait: () => Promise.resolve(inLine),
  latecomers: () => late,
} as unknown as PauseLine);

interface Given {
  /** Of Zeebe, as the preflight read it. */
  version: string;
  hardPause?: 'allowed' | 'refused';
  /** This run has asked for a pause already. */
  ours?: boolean;
}

function context({ version, hardPause = 'refused', ours = false }: Given): StepContext {
  return {
    cluster: { name: 'a', hardPause, pauseBudget: 60_000 },
    run: { kind: 'backup', number: 17, runId: 'RUN', fence: 3, versions: { zeebe: version } },
    pause: ours ? { deadline: 5 } : null,
    look: () => ({}),
    intend: (what: string, intent: { deadline: number }) => {
      effects.push(`intend ${what} until ${intent.deadline === 5 ? 'as before' : 'later'}`);
      return Promise.resolve();
    },
    mutate: <T>(effect: (call: unknown) => Promise<T>) => effect({}),
  } as unknown as StepContext;
}

async function failureOf(given: Given): Promise<FailureDetail> {
  try {
    await step.pass(context(given));
  } catch (error) {
    if (error instanceof StepFailure) return error.detail;
    throw error;
  }
  throw new Error('The pass was expected to fail.');
}

describe.each([
  { kind: 'soft', version: '8.6.0', hardPause: 'refused', held: 'softPaused', other: 'paused' },
  // Allowing a hard pause does not ask for one.
  { kind: 'soft', version: '8.4.7', hardPause: 'allowed', held: 'softPaused', other: 'paused' },
  { kind: 'hard', version: '8.4.6', hardPause: 'allowed', held: 'paused', other: 'softPaused' },
  { kind: 'hard', version: '8.1.9', hardPause: 'allowed', held: 'paused', other: 'softPaused' },
] as const)('a $kind pause of $version', ({ kind, version, hardPause, held, other }) => {
  const given = { version, hardPause };

  it('is recorded, asked for and read back', async () => {
    shown = ['running', held];
    await expect(step.pass(context(given))).resolves.toEqual({
      ...{ done: true, exporting: held, pause: 'holds', answer: `every partition is ${kind}-paused` },
    });
    expect(effects).toEqual([`intend ${kind}-pause exporting until later`, `pause ${kind}`]);
  });

  it.each(['running', 'mixed', 'unknown'] as const)(
    'is asked for again while exporting is %s after it',
    async (state) => {
      shown = ['running', state];
      await expect(step.pass(context(given))).resolves.toMatchObject({ done: false, exporting: state });
    },
  );

  it('that this run has made already holds, and is not asked for again', async () => {
    shown = [held];
    await expect(step.pass(context({ ...given, ours: true }))).resolves.toMatchObject({
      done: true,
      pause: 'holds',
    });
    expect(effects).toEqual([]);
  });

  it('keeps the deadline that it had', async () => {
    shown = ['mixed', held];
    await step.pass(context({ ...given, ours: true }));
    expect(effects[0]).toBe(`intend ${kind}-pause exporting until as before`);
  });

  it.each([held, other, 'mixed'] as const)('of another owner is left alone: %s', async (state) => {
    shown = [state];
    await expect(failureOf(given)).resolves.toMatchObject({ code: 'pause-foreign', retryable: false });
    expect(effects).toEqual([]);
  });

  it('never meets a pause of the other kind, even where this run has asked for one', async () => {
    shown = [other];
    await expect(failureOf({ ...given, ours: true })).resolves.toMatchObject({ code: 'pause-foreign' });
    expect(effects).toEqual([]);
  });

  it('waits for a leader of every partition', async () => {
    shown = ['unknown'];
    await expect(failureOf(given)).resolves.toMatchObject({ code: 'unexpected-answer', retryable: true });
  });
});

it.each(['8.1.9', '8.2.26', '8.3.10', '8.4.6', '8.5.0'])(
  'a hard pause of %s is refused where the configuration does not allow it',
  async (version) => {
    shown = ['running'];
    const failure = await failureOf({ version });
    expect(failure).toMatchObject({ code: 'refused', retryable: false, component: 'zeebe' });
    expect(failure.message).toContain(`Zeebe ${version} can only pause exporting hard`);
    expect(failure.message).toContain('set clusters[].hardPause to allowed');
    expect(effects).toEqual([]);
  },
);

describe('a pause whose turn has not come', () => {
  it('waits before it begins', async () => {
    inLine = { answer: 'waiting for a pause window', delayMs: 300 };
    await expect(step.waitToBegin(context({ version: '8.6.0' }))).resolves.toEqual(inLine);
  });

  it('asks Zeebe for nothing while the steps next to it get ready', async () => {
    late = 'getting ready';
    await expect(step.pass(context({ version: '8.8.0' }))).resolves.toEqual({ done: false, answer: late });
    expect(effects).toEqual([]);
  });
});
