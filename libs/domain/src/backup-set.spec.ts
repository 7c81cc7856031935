import { describe, expect, it } from '@jest/globals';
import { assessSet, snapshotsById, type NamedSnapshot, type SetFacts } from './backup-set.ts';
import { camunda84 } from './generations/camunda-8.4.ts';
import { pendingStep } from './run.ts';

const ID = 1764000000;
const snap = (snapshot: string, state = 'SUCCESS'): NamedSnapshot => ({ snapshot, uuid: 'u', state });
const app = (name: string, of: number, version = '8.6.0') =>
  Array.from({ length: of }, (_, index) =>
    snap(`camunda_${name}_${ID}_${version}_part_${index + 1}_of_${of}`),
  );
const whole = [
  ...app('operate', 6),
  ...app('tasklist', 6),
  ...app('optimize', 2),
  snap(`camunda_zeebe_records_backup_${ID}`),
];
const zeebe = { state: 'completed', message: 'COMPLETED', partitions: 2 } as const;
const ours = { runId: 'r1', phase: 'done', outcome: 'completed', steps: [] } as const;
const assess = (over: Partial<SetFacts> = {}) =>
  assessSet({
    backupId: ID,
    expected: camunda84.components,
    snapshots: whole,
    zeebe,
    run: { ...ours, steps: [] },
    ownedBy: 'run',
    origin: null,
    ...over,
  });

describe('a backup set', () => {
  it('is complete when every part is there and our run completed', () => {
    expect(assess()).toMatchObject({
      state: 'complete',
      foreign: false,
      missing: [],
      versions: ['8.6.0'],
      partitions: 2,
    });
  });

  it.each(['running', 'incomplete', 'failed'] as const)(
    'does not take the finished partitions of a %s Zeebe backup for all of them',
    (state) => {
      const set = assess({ zeebe: { state, message: '', partitions: 1 } });
      expect(set).toMatchObject({ partitions: null });
      expect(set?.parts).toContainEqual(
        expect.objectContaining({ component: 'zeebe', present: 1, of: null }),
      );
    },
  );

  it('is foreign when nothing proves whose it is, whole or not', () => {
    expect(assess({ run: null, ownedBy: null })).toMatchObject({ state: 'foreign', foreign: true });
    expect(assess({ ownedBy: null })).toMatchObject({ state: 'foreign', foreign: true });
    expect(assess({ run: null, ownedBy: null, snapshots: whole.slice(3) })).toMatchObject({
      state: 'foreign',
      missing: ['operate: part 1, 2, 3 of 6 is missing'],
    });
  });

  it('is unverified when Redis knows nothing and its own snapshot says that we took it', () => {
    expect(assess({ run: null, ownedBy: 'engine' })).toMatchObject({ state: 'unverified', foreign: false });
    expect(assess({ run: null, ownedBy: 'installation', snapshots: [] })?.state).toBe('partial');
  });

  it('is partial when a snapshot is gone, and names it', () => {
    const snapshots = whole.filter(
      ({ snapshot }) => !snapshot.includes('tasklist') || !snapshot.includes('part_3'),
    );
    expect(assess({ snapshots })).toMatchObject({
      state: 'partial',
      missing: ['tasklist: part 3 of 6 is missing'],
    });
    expect(assess({ snapshots: [] })?.missing).toHaveLength(4);
  });

  it.each([
    ['Zeebe no longer knows it', { zeebe: { state: 'absent', message: 'unknown', partitions: 0 } as const }],
    [
      'a partition is missing',
      { zeebe: { state: 'incomplete', message: 'INCOMPLETE', partitions: 1 } as const },
    ],
    [
      'a snapshot failed',
      { snapshots: whole.map((each, index) => (index === 0 ? { ...each, state: 'PARTIAL' } : each)) },
    ],
    ['its parts are of two versions', { snapshots: [...whole, ...app('operate', 6, '8.6.1')] }],
  ])('is partial when %s', (_, over) => {
    expect(assess(over as Partial<SetFacts>)).toMatchObject({ state: 'partial' });
  });

  it('is failed when our run failed, although every part is there: nothing proves the pause', () => {
    expect(assess({ run: { ...ours, steps: [], outcome: 'failed' } })?.state).toBe('failed');
  });

  it('is running while its run is, or a foreign part is being taken', () => {
    expect(assess({ run: { ...ours, steps: [], phase: 'running', outcome: null } })?.state).toBe('running');
    const taken = whole.map((each) => ({ ...each, state: 'IN_PROGRESS' }));
    expect(assess({ run: null, ownedBy: null, snapshots: taken })?.state).toBe('running');
  });

  it('is of the version of Camunda, where Optimize counts its own', () => {
    const snapshots = whole.map((each) =>
      each.snapshot.includes('_optimize_')
        ? { ...each, snapshot: each.snapshot.replace('8.6.0', '3.12.4') }
        : each,
    );
    expect(assess({ snapshots })).toMatchObject({ state: 'complete', versions: ['8.6.0'] });
  });

  it('is not called complete while Zeebe cannot be asked', () => {
    const unknown = { state: 'unknown', message: 'does not answer' } as const;
    expect(assess({ zeebe: unknown })).toMatchObject({ state: 'unverified', missing: [], partitions: null });
  });

  it('needs what its own run backed up, also when the cluster has more by now', () => {
    const steps = (['operate', 'zeebe'] as const).map((component) =>
      pendingStep({ name: `backup-${component}`, component }),
    );
    expect(assess({ run: { ...ours, steps }, snapshots: app('operate', 6) })?.state).toBe('complete');
  });

  it('is none where a run left nothing behind', () => {
    const nothing = { snapshots: [], zeebe: { state: 'absent', message: '', partitions: 0 } as const };
    expect(assess({ ...nothing, run: { ...ours, steps: [], outcome: 'rejected' } })).toBeNull();
    expect(assess({ ...nothing, run: null })).toBeNull();
    expect(assess(nothing)?.state).toBe('partial');
  });
});

describe('snapshotsById', () => {
  it('keeps ids apart of which one begins like the other, and leaves other snapshots out', () => {
    const longer = snap(`camunda_zeebe_records_backup_${ID}1`);
    const groups = snapshotsById([...whole, longer, snap('nightly-1')]);
    expect([...groups.keys()].sort()).toEqual([ID, ID * 10 + 1]);
    expect(groups.get(ID)).toHaveLength(15);
  });
});
