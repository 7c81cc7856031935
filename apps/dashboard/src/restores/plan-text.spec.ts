import { describe, expect, it } from '@jest/globals';
import type { Restore } from '#contracts';
import { sizeOfPlan } from '#domain';
import { howLong, planText } from './plan-text.ts';

const plan = {
  backupId: 42,
  createdAt: '2026-11-25T10:00:00.000Z',
  takenAt: '2026-11-25T02:00:00.000Z',
  version: '8.6.0',
  partitions: 3,
  brokers: 1,
  hash: 'abc',
  losses: ['Everything after 02:00.'],
  warnings: [],
  checks: [
    { name: 'a', ok: true, message: 'fine' },
    { name: 'b', ok: false, message: 'too small' },
  ],
  actions: [{ step: 'stop-camunda', component: 'camunda', does: 'stops it', details: [] }],
  deletes: [{ index: 'operate-1', docs: 1, sizeBytes: 1 }],
  snapshots: [
    { snapshot: 's1', sizeBytes: 1_500_000 },
    { snapshot: 's2', sizeBytes: 500_000 },
  ],
} as unknown as Restore['plan'];

describe('a plan as text', () => {
  it('has what a person has to know to approve it', () => {
    expect(planText({ cluster: 'prod', restoreId: 43, plan })).toBe(
      [
        'Restore 43 of prod from backup 42',
        '',
        'Planned: 2026-11-25T10:00:00.000Z',
        'Set taken: 2026-11-25T02:00:00.000Z',
        'Camunda: 8.6.0, 3 partitions on 1 broker',
        'Plan hash: abc',
        '',
        'What will be lost',
        '  Everything after 02:00.',
        '',
        'Checks: 1 of 2 passed',
        '  b: too small',
        '',
        'What will be done',
        '  1. stop-camunda: stops it',
        '',
        'What will be deleted: 1 index',
        '  operate-1',
        '',
        'What comes back: 2 snapshots (2.0 MB)',
        '  s1',
        '  s2',
        '',
      ].join('\n'),
    );
  });

  it('tells how long, by earlier restores alone', () => {
    expect(howLong({ seconds: 90, of: 2 }, 2e6)).toBe(
      'about 1 min 30 s, as 2 earlier restores; the set holds 2.0 MB',
    );
    expect(howLong(null, null)).toBe('not known: no restore of this cluster has completed yet');
    expect(sizeOfPlan({ snapshots: [{ sizeBytes: null }] as never })).toBeNull();
  });
});
