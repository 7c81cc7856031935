import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { journalEntry } from '#redis';
import type { JournalType } from '#contracts';
import type { StepName } from '#domain';
import { RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { RunObserver } from './run-observer.ts';

standingClocks();

let world: RunWorld;
let observer: RunObserver;
let reads: number;
beforeEach(() => {
  world = new RunWorld();
  world.begin();
  reads = 0;
  const hgetall = () => {
    reads += 1;
    world.redis.ask();
    return Promise.resolve(Object.fromEntries(world.redis.runs.get(42) ?? []));
  };
  observer = new RunObserver(world.metrics, { hgetall } as unknown as Redis);
});

/** The journal got these entries; what is measured from the record is measured, too. */
async function written(...entries: [type: JournalType, step?: StepName][]): Promise<void> {
  observer.written(
    world.run,
    entries.map(([type, step = null]) => journalEntry({ type, by: 'x', message: '', step })),
  );
  await new Promise(setImmediate);
}
const attempts = (step: string, outcome: string) =>
  world.metric('step_attempts_total', { cluster: 'prod', step, outcome });
const resumes = async (actor: string) =>
  Promise.all(
    ['attempts', 'failures'].map((of) =>
      world.metric(`exporting_resume_${of}_total`, { cluster: 'prod', actor }),
    ),
  );

describe('attempts of steps', () => {
  it.each([
    ['step-triggered', 'triggered'],
    ['step-retry', 'retry'],
    ['step-done', 'done'],
    ['step-failed', 'failed'],
    ['step-skipped', 'skipped'],
  ] as const)('count a %s as %s of its step', async (type, outcome) => {
    await written([type, 'backup-zeebe']);
    expect(await attempts('backup-zeebe', outcome)).toBe(1);
    expect(await attempts('backup-operate', outcome)).toBe(0);
  });

  it('count nothing else of the journal', async () => {
    await written(['step-started', 'backup-zeebe'], ['step-progress', 'backup-zeebe'], ['finalizing']);
    const found = await world.metrics.registry.getSingleMetric('holdfast_step_attempts_total')!.get();
    expect(found.values).toEqual([]);
    expect(reads).toBe(0);
  });
});

describe('a resume', () => {
  it('is that of the flow when its step asks, and failed when it must ask or look again', async () => {
    await written(['step-triggered', 'resume-exporting']);
    expect(await resumes('finalizer')).toEqual([1, 0]);
    await written(['step-retry', 'resume-exporting'], ['step-progress', 'resume-exporting']);
    expect(await resumes('finalizer')).toEqual([1, 2]);
    expect(await resumes('supervisor')).toEqual([0, 0]);
  });

  it('is that of the supervisor when a run is ended from outside', async () => {
    await written(['resume-intended', 'resume-exporting']);
    expect([await resumes('supervisor'), await resumes('finalizer')]).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  it('is nothing that another step does', async () => {
    await written(['step-triggered', 'backup-zeebe'], ['step-retry', 'backup-zeebe']);
    expect(await resumes('finalizer')).toEqual([0, 0]);
  });
});

describe('durations', () => {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
  const record = (step: StepName, state: string, seconds: number) => {
    const times = { ...world.step(step), startedAt: at(0), finishedAt: at(seconds) };
    world.redis.runs.get(42)!.set(`step:${step}`, JSON.stringify(times)).set(`step:${step}:state`, state);
  };
  const sum = async (name: string, labels: Record<string, string>): Promise<unknown[]> => {
    const found = await world.metrics.registry.getSingleMetric(`holdfast_${name}`)!.get();
    const values = found.values as { metricName?: string; value: number; labels: object }[];
    return values
      .filter(({ metricName }) => metricName?.endsWith('_sum'))
      .filter((each) =>
        Object.entries(labels).every(([key, value]) => Object.is(Reflect.get(each.labels, key), value)),
      )
      .map(({ value }) => value);
  };

  it.each(['done', 'failed'])('are those of a step that has ended: %s', async (state) => {
    record('backup-zeebe', state, 7);
    record('backup-operate', 'done', 3);
    record('pause-exporting', 'skipped', 3);
    await written([state === 'done' ? 'step-done' : 'step-failed', 'backup-zeebe']);
    await written(['step-skipped', 'pause-exporting']);
    expect(
      await sum('step_duration_seconds', { cluster: 'prod', step: 'backup-zeebe', result: state }),
    ).toEqual([7]);
    // Measured when it ended, and never started.
    for (const step of ['backup-operate', 'pause-exporting'])
      expect(await sum('step_duration_seconds', { step })).toEqual([]);
  });

  it('of a run that has ended carry its kind, schedule and outcome; its pause has a figure of its own', async () => {
    const fields = world.redis.runs.get(42)!;
    fields
      .set('finishedAt', at(90))
      .set('outcome', 'failed')
      .set('pausedAt', at(10))
      .set('resumedAt', at(40));
    fields.set('origin', JSON.stringify({ type: 'schedule', by: null, schedule: 'nightly' }));
    await written(['run-finished']);
    const labels = { cluster: 'prod', result: 'failed' };
    expect(await sum('backup_duration_seconds', labels)).toEqual([90]);
    expect(await world.metric('backup_runs_total', { ...labels, schedule: 'nightly' })).toBe(1);
    expect(await sum('exporting_pause_seconds', { cluster: 'prod' })).toEqual([30]);
  });

  it('are lost when Redis does not answer, and nothing else is', async () => {
    world.redis.trouble = new Error('down');
    await written(['step-done', 'backup-zeebe']);
    expect(await attempts('backup-zeebe', 'done')).toBe(1);
    expect(await sum('step_duration_seconds', { step: 'backup-zeebe' })).toEqual([]);
  });
});

describe('the lock', () => {
  it('is counted for its cluster, under what became of it', async () => {
    observer.lockAsked('prod', 'busy');
    observer.lockLost('prod');
    observer.lockTakenOver('prod');
    observer.fencedOut('prod');
    const cluster = 'prod';
    expect([
      await world.metric('lock_acquire_total', { cluster, result: 'busy' }),
      await world.metric('lock_acquire_total', { cluster, result: 'acquired' }),
      await world.metric('lock_lost_total', { cluster }),
      await world.metric('lock_stale_takeover_total', { cluster }),
      await world.metric('fenced_writes_rejected_total', { cluster }),
    ]).toEqual([1, 0, 1, 1, 1]);
  });
});
