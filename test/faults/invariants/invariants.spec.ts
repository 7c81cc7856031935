import { describe, expect, it } from '@jest/globals';
import type { CaseRecord } from '../case-record.ts';
import { profileNamed } from '../profile.ts';
import { aRecord, aRun, aState, EffectScript, journalOf, START } from './record.spec-support.ts';
import { breachesOf } from './index.ts';

const broken = (record: CaseRecord): string[] => breachesOf(record).map(({ invariant }) => invariant);

/** A whole backup, as the effect log shows it. */
const backup = () =>
  new EffectScript()
    .phases(1_000, 'SOFT_PAUSED')
    .change(1_100, 'snapshot-started', { snapshot: 'camunda_zeebe_records_backup_100' })
    .change(1_300, 'snapshot-ended', { snapshot: 'camunda_zeebe_records_backup_100' })
    .change(1_500, 'partition-backup-ended', { backupId: 100, partitionId: 1 })
    .change(1_600, 'partition-backup-ended', { backupId: 100, partitionId: 2 })
    .phases(1_700, 'EXPORTING');
const journal = () => journalOf('run-accepted', 'run-finished');
const completed = () => ({ run: aRun(), journal: journal() });

it('a whole backup breaks nothing', () => {
  expect(broken(aRecord({ effects: backup().effects, runs: [completed()] }))).toEqual([]);
});

describe('I1', () => {
  it('sees a partition that does not export', () => {
    const state = aState();
    state.zeebe.replicas[1]!.phase = 'SOFT_PAUSED';
    expect(broken(aRecord({ state }))).toEqual(['I1']);
  });
});

describe('I2', () => {
  const paused = (ms: number) =>
    new EffectScript()
      .phases(0, 'SOFT_PAUSED')
      .phases(ms, 'EXPORTING', [1])
      .phases(ms + 1, 'EXPORTING', [2]).effects;

  it('allows the budget and 15 s', () => {
    expect(broken(aRecord({ effects: paused(22_900) }))).toEqual([]);
    expect(broken(aRecord({ effects: paused(23_100) }))).toEqual(['I2']);
  });

  it('allows 15 s after Redis lost everything, however long the budget is', () => {
    const flushed = { flushes: [START + 2_000], pauseBudgetMs: 60_000 };
    expect(broken(aRecord({ effects: paused(16_900), ...flushed }))).toEqual([]);
    expect(broken(aRecord({ effects: paused(17_100), ...flushed }))).toEqual(['I2']);
  });

  it('allows 15 s after the grace time of a worker that is down', () => {
    const injection = {
      point: 'accept-records:after',
      fault: 'worker-away',
      at: START + 1_000,
      app: 'worker-records',
    };
    const away = { injections: [injection], pauseBudgetMs: 60_000 };
    expect(broken(aRecord({ effects: paused(32_400), ...away }))).toEqual([]);
    expect(broken(aRecord({ effects: paused(32_600), ...away }))).toEqual(['I2']);
  });

  it('counts from the first process that came back when none was alive', () => {
    const lives = [
      { app: 'coordinator' as const, from: START - 1_000, to: START + 10_000 },
      { app: 'worker-records' as const, from: START - 1_000, to: null },
      { app: 'worker-zeebe' as const, from: START + 20_000, to: null },
    ];
    expect(broken(aRecord({ effects: paused(34_900), lives }))).toEqual([]);
    expect(broken(aRecord({ effects: paused(35_100), lives }))).toEqual(['I2']);
  });

  it('does not count a broker while it is down, and allows 15 s for a pause that it brings back', () => {
    const returned = (ms: number) => {
      const script = new EffectScript().phases(0, 'SOFT_PAUSED', [1]);
      script.power(1_000, 0, 'stopped').power(90_000, 0, 'started');
      return script.phases(90_000 + ms, 'EXPORTING', [1]).effects;
    };
    expect(broken(aRecord({ effects: returned(14_900) }))).toEqual([]);
    expect(broken(aRecord({ effects: returned(15_100) }))).toEqual(['I2']);
  });

  it('counts from the return of the gateway where only it can lift a pause', () => {
    const returned = (ms: number) =>
      new EffectScript()
        .phases(0, 'SOFT_PAUSED', [1])
        .change(60_000, 'component', { event: 'started' }, 'gateway')
        .phases(60_000 + ms, 'EXPORTING', [1]).effects;
    const profile = profileNamed('8.10');
    expect(broken(aRecord({ effects: returned(14_900), profile }))).toEqual([]);
    expect(broken(aRecord({ effects: returned(15_100), profile }))).toEqual(['I2']);
    expect(broken(aRecord({ effects: returned(14_900) }))).toEqual(['I2']);
  });

  it('sees a pause that never ended', () => {
    expect(broken(aRecord({ effects: new EffectScript().phases(0, 'SOFT_PAUSED', [1]).effects }))).toEqual([
      'I2',
    ]);
  });
});

describe('I3', () => {
  it('sees an act under an old fence, and not a successor of the same run', () => {
    const script = new EffectScript().call(0, { fence: 7 }).call(1, { fence: 9 });
    expect(broken(aRecord({ effects: [...script.effects] }))).toEqual([]);
    expect(broken(aRecord({ effects: script.call(2, { fence: 7 }).effects }))).toEqual(['I3']);
  });

  it('ignores calls that change nothing, and callers that act for no run', () => {
    const script = new EffectScript()
      .call(0, { fence: 9 })
      .call(1, { fence: 7, path: '/_snapshot/camunda/_verify' })
      .call(2, { caller: { userAgent: 'holdfast (reconciler)', remote: '' } });
    expect(broken(aRecord({ effects: script.effects }))).toEqual([]);
  });

  it('takes the resume of both processes at a takeover for the same act, for as long as a call may take', () => {
    const resume = { path: '/actuator/exporting/resume' };
    const at = (ms: number, over: Partial<{ runId: string }> = {}): string[] => {
      const script = new EffectScript().call(1, { fence: 8, ...resume, ...over });
      return broken(aRecord({ effects: script.call(ms, { fence: 7, ...resume }).effects }));
    };
    expect(at(900)).not.toContain('I3');
    expect(at(1_200)).toContain('I3');
    expect(at(900, { runId: 'run-b' })).toContain('I3');
  });
});

describe('I4', () => {
  it('sees a part that is missing', () => {
    const state = aState();
    state.elasticsearch.snapshots.camunda?.pop();
    expect(broken(aRecord({ effects: backup().effects, state, runs: [completed()] }))).toEqual(['I4']);
  });

  it('sees a pause with a hole', () => {
    const holed = new EffectScript()
      .phases(1_000, 'SOFT_PAUSED')
      .change(1_100, 'snapshot-started', { snapshot: 'camunda_zeebe_records_backup_100' })
      .phases(1_200, 'EXPORTING', [1])
      .phases(1_250, 'SOFT_PAUSED', [1])
      .change(1_600, 'partition-backup-ended', { backupId: 100, partitionId: 2 })
      .phases(1_700, 'EXPORTING');
    expect(broken(aRecord({ effects: holed.effects, runs: [completed()] }))).toEqual(['I4']);
  });

  it('sees that only a part of the partitions was paused', () => {
    const script = new EffectScript()
      .phases(1_000, 'SOFT_PAUSED', [1])
      .change(1_100, 'snapshot-started', { snapshot: 'camunda_zeebe_records_backup_100' })
      .change(1_600, 'partition-backup-ended', { backupId: 100, partitionId: 2 })
      .phases(1_700, 'EXPORTING');
    expect(broken(aRecord({ effects: script.effects, runs: [completed()] }))).toEqual(['I4']);
  });
});

describe('I5', () => {
  it('sees a completed run that was taken over', () => {
    const runs = [{ run: aRun(), journal: journalOf('run-accepted', 'run-taken-over', 'run-finished') }];
    expect(broken(aRecord({ effects: backup().effects, runs }))).toEqual(['I5']);
  });

  it('sees a run that outlived the loss of all data, and not one that began after it', () => {
    const record = { effects: backup().effects, runs: [completed()] };
    expect(broken(aRecord({ ...record, flushes: [START + 500] }))).toEqual(['I5']);
    expect(broken(aRecord({ ...record, flushes: [START - 500] }))).toEqual([]);
  });
});

describe('I6', () => {
  const failed = (steps: object[], ...entries: Parameters<typeof journalOf>) => ({
    run: aRun({ outcome: 'failed', steps: steps as never }),
    journal: journalOf('run-accepted', 'preflight-passed', ...entries, 'run-finished'),
  });
  const zeebe = (state: string) => [{ name: 'backup-zeebe', state }];

  it('accepts a step that the journal reports from start to end', () => {
    const runs = [
      failed(
        zeebe('done'),
        ['step-started', 'backup-zeebe'],
        ['step-triggered', 'backup-zeebe'],
        ['step-done', 'backup-zeebe'],
      ),
    ];
    expect(broken(aRecord({ runs, effects: new EffectScript().call(0, {}).effects }))).toEqual([]);
  });

  it('sees a step that continues after its end, and one that the journal does not report', () => {
    const backwards = failed(
      zeebe('failed'),
      ['step-started', 'backup-zeebe'],
      ['step-failed', 'backup-zeebe'],
      ['step-progress', 'backup-zeebe'],
    );
    expect(broken(aRecord({ runs: [backwards] }))).toEqual(['I6']);
    const startless = failed(zeebe('done'), ['step-progress', 'backup-zeebe'], ['step-done', 'backup-zeebe']);
    expect(broken(aRecord({ runs: [startless] }))).toEqual(['I6', 'I6']);
    expect(broken(aRecord({ runs: [startless], setbacks: [{ from: START, to: START + 1 }] }))).toEqual([]);
    expect(broken(aRecord({ runs: [failed(zeebe('failed'), ['step-started', 'backup-zeebe'])] }))).toEqual([
      'I6',
    ]);
  });

  it('sees a call without an intent, and a takeover that the journal does not report', () => {
    const runs = [failed([], ['step-triggered', 'backup-zeebe'])];
    runs[0]!.journal.splice(2, 0, ...journalOf(['step-started', 'backup-zeebe']));
    const calls = new EffectScript().call(0, {}).call(1, {});
    expect(broken(aRecord({ runs, effects: calls.effects }))).toEqual(['I6']);
    const lost = (from: number, to: number) => [{ from: START + from, to: START + to }];
    expect(broken(aRecord({ runs, effects: calls.effects, setbacks: lost(1, 2) }))).toEqual([]);
    expect(broken(aRecord({ runs, effects: calls.effects, setbacks: lost(-9_000, -8_000) }))).toEqual(['I6']);
    const fences = new EffectScript().call(0, {}).call(1, { fence: 9, path: '/actuator/exporting/resume' });
    expect(broken(aRecord({ runs, effects: fences.effects }))).toContain('I6');
  });
});

describe('I7', () => {
  it('sees a lock that is held, one that is not reported, and a run that has not ended', () => {
    const lock = {
      runId: 'run-a',
      kind: 'backup' as const,
      number: 100,
      holder: 'x',
      fence: 7,
      acquiredAt: '',
      leaseMs: 1,
    };
    expect(broken(aRecord({ lock }))).toEqual(['I7']);
    expect(broken(aRecord({ lock: undefined }))).toEqual(['I7']);
    expect(
      broken(aRecord({ runs: [{ run: aRun({ phase: 'running', outcome: null }), journal: [] }] })),
    ).toEqual(['I7']);
  });
});

describe('I8', () => {
  it('sees an id that two runs used', () => {
    const script = new EffectScript().call(0, { fence: 7 }).call(1, { fence: 8, runId: 'run-b' });
    expect(broken(aRecord({ effects: script.effects }))).toEqual(['I8']);
  });
});

describe('I9', () => {
  const theirs = 'camunda_operate_1700000000_8.6.0_part_1_of_6';
  const index = 'operate-b-list-view-8.3.0_';
  const neighbour = { snapshots: { [theirs]: 'u1 SUCCESS' }, indices: { [index]: 'u2 1' } };
  const withTheirs = ({ docs = 1, isTaken = false } = {}) => {
    const state = aState();
    const { elasticsearch } = state;
    const snapshots = Object.values(elasticsearch.snapshots)[0] as unknown[];
    snapshots.push({ name: theirs, uuid: 'u1', state: 'SUCCESS', indices: [] });
    elasticsearch.indices = [{ name: index, uuid: 'u2', docs }] as never;
    const records = (snapshots as { name: string; indices: unknown[] }[]).find(({ name }) =>
      name.startsWith('camunda_zeebe_records_backup_100'),
    );
    if (isTaken) records!.indices.push({ name: index });
    return state;
  };

  it('holds while everything of another cluster is as it was', () => {
    expect(broken(aRecord({ neighbour, state: withTheirs() }))).toEqual([]);
  });

  it('sees that something was deleted, changed, or taken into a set', () => {
    expect(
      broken(
        aRecord({
          neighbour,
          state: { ...aState(), ...{ elasticsearch: { snapshots: {}, indices: [] } } } as never,
        }),
      ),
    ).toEqual(['I9', 'I9']);
    expect(broken(aRecord({ neighbour, state: withTheirs({ docs: 2 }) }))).toEqual(['I9']);
    const runs = [completed()];
    expect(
      broken(aRecord({ neighbour, effects: backup().effects, runs, state: withTheirs({ isTaken: true }) })),
    ).toEqual(['I9']);
  });
});
