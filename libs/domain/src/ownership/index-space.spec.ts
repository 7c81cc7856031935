import { describe, expect, it } from '@jest/globals';
import { isDeletable, isNeighbours, isOwnIndex, kindOf, type IndexSpace } from './index-space.ts';

const plain: IndexSpace = {
  prefixes: { operate: 'operate', tasklist: 'tasklist', optimize: 'optimize', records: 'zeebe-record' },
  exact: [],
  others: [],
};

describe('isOwnIndex', () => {
  it.each([
    'operate-list-view-8.3.0_',
    'operate-list-view-8.3.0_2026-11-27',
    'operate-migration-steps-repository-1.1.0_',
    'tasklist-task-8.5.0_',
    'optimize-process-instance-order_v8',
    'optimize-decision-instance-invoice-000001_v5',
    'optimize-settings_v3',
    'zeebe-record_job_8.6.0_2026-11-27',
    'zeebe-record_a-new-type_8.7.0_2026-11-27',
  ])('knows %s by its prefix and the kind of its data', (index) => {
    expect(isOwnIndex(index, plain)).toBe(true);
  });

  it.each([
    'operate-b-list-view-8.3.0_',
    'operate-list-view-b-8.3.0_',
    'tasklist-b-task-8.5.0_',
    'optimize-b-process-instance-order_v8',
    'zeebe-record-b_job_8.6.0_2026-11-27',
    'zeebe-record',
    'operate-notes',
    'payroll-2026',
  ])('does not take %s, which the same wildcards fit', (index) => {
    expect(isOwnIndex(index, plain)).toBe(false);
  });

  it('knows a kind that occurs in the snapshots of the same component, whatever its version and date', () => {
    const samples = [{ component: 'operate', indices: ['operate-ledger-8.7.0_'] }];
    expect(isOwnIndex('operate-ledger-8.8.0_2026-01-01', plain, samples)).toBe(true);
    expect(isOwnIndex('tasklist-ledger-8.8.0_', plain, samples)).toBe(false);
    expect(isOwnIndex('operate-b-ledger-8.7.0_', plain, samples)).toBe(false);
  });

  it('takes a name that the configuration has without a wildcard', () => {
    expect(isOwnIndex('operate-notes', { ...plain, exact: ['operate-notes'] })).toBe(true);
    expect(isOwnIndex('operate-notes-2', { ...plain, exact: ['operate-notes'] })).toBe(false);
  });

  it('leaves what begins with a longer prefix of another cluster to that one, whatever else speaks for it', () => {
    const name = 'operate-process-instance-list-view-8.3.0_';
    const samples = [{ component: 'operate', indices: [name] }];
    expect(isOwnIndex(name, { ...plain, exact: [name] }, samples)).toBe(true);
    const space = { ...plain, exact: [name], others: ['operate-process-instance-'] };
    expect([isNeighbours(name, space), isOwnIndex(name, space, samples)]).toEqual([true, false]);
    expect(isOwnIndex('operate-list-view-8.3.0_', space)).toBe(true);
  });
});

describe('isDeletable', () => {
  it('needs both a pattern of the configuration and an index of the cluster', () => {
    const about = { allowed: ['operate-*', 'payroll-*'], space: plain, samples: [] };
    expect(isDeletable('operate-list-view-8.3.0_', about)).toBe(true);
    expect(isDeletable('tasklist-task-8.5.0_', about)).toBe(false);
    expect(isDeletable('payroll-2026', about)).toBe(false);
  });
});

describe('kindOf', () => {
  it('is the same for every version and date', () => {
    expect(kindOf('operate', 'list-view-8.3.0_2026-11-27')).toBe('list-view');
    expect(kindOf('tasklist', 'task-8.5.0_')).toBe('task');
    expect(kindOf('optimize', 'process-instance-order-8.3.0_v8')).toBe('process-instance');
    expect(kindOf('optimize', 'settings_v3-000001')).toBe('settings');
  });
});
