import { describe, expect, it } from '@jest/globals';
import { observeWebAppBackup } from './web-app-observation.ts';

const ID = 1795413416;
const START = Date.parse('2026-11-23T05:56:57.409Z');

function part(number: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    snapshotName: `camunda_operate_${ID}_8.6.0_part_${number}_of_6`,
    state: 'SUCCESS',
    startTime: `2026-11-23T05:56:${56 + number}.409+0000`.replace(':60.', ':59.').replace(/:6[12]\./, ':59.'),
    failures: [],
    ...changes,
  };
}
const parts = (count: number) => Array.from({ length: count }, (_, index) => part(index + 1));
const observe = (state: string, details: unknown, more: Record<string, unknown> = {}) =>
  observeWebAppBackup('operate', ID, { backupId: ID, state, failureReason: null, details, ...more });

describe('observeWebAppBackup', () => {
  it('counts the parts of a running backup', () => {
    const seen = observe('IN_PROGRESS', [...parts(3), part(4, { state: 'IN_PROGRESS' })]);
    expect(seen).toEqual({
      state: 'running',
      message: 'IN_PROGRESS, part 4 of 6',
      done: 3,
      total: 6,
      startedAt: START,
    });
  });

  it('knows INCOMPLETE as the moment between two parts', () => {
    expect(observe('INCOMPLETE', parts(1))).toEqual({
      state: 'incomplete',
      message: 'INCOMPLETE, part 1 of 6',
      done: 1,
      total: 6,
      startedAt: START,
    });
  });

  it('is completed with all parts, in any order', () => {
    expect(observe('COMPLETED', parts(6).reverse())).toMatchObject({
      state: 'completed',
      done: 6,
      total: 6,
      startedAt: START,
    });
  });

  it('accepts failures: null, as on OpenSearch', () => {
    expect(
      observe(
        'COMPLETED',
        parts(6).map((each) => ({ ...each, failures: null })),
      ),
    ).toMatchObject({ state: 'completed' });
  });

  it.each<[string, unknown[]]>([
    ['a part is missing', parts(5)],
    ['a part is listed twice', [...parts(5), part(5)]],
    ['a part still runs', [...parts(5), part(6, { state: 'IN_PROGRESS' })]],
    [
      'a part is of another id',
      [...parts(5), part(6, { snapshotName: 'camunda_operate_7_8.6.0_part_6_of_6' })],
    ],
    [
      'a part is of another version',
      [...parts(5), part(6, { snapshotName: `camunda_operate_${ID}_8.6.1_part_6_of_6` })],
    ],
    [
      'a part is of another application',
      [...parts(5), part(6, { snapshotName: `camunda_tasklist_${ID}_8.6.0_part_6_of_6` })],
    ],
    ['a part has no name', [...parts(5), part(6, { snapshotName: null })]],
    ['there are no parts', []],
  ])('does not believe COMPLETED when %s', (_, details) => {
    expect(observe('COMPLETED', details)).toMatchObject({ state: 'incomplete' });
  });

  it('does not believe COMPLETED over a partial part', () => {
    expect(observe('COMPLETED', [...parts(5), part(6, { state: 'PARTIAL' })])).toMatchObject({
      state: 'failed',
    });
  });

  it.each(['FAILED', 'INCOMPATIBLE'])('says why it is %s', (state) => {
    const failureReason = 'There were failures with the following snapshots: part 2';
    const details = [part(1), part(2, { state: 'FAILED', failures: ['disk full'] })];
    expect(observe(state, details, { failureReason })).toMatchObject({
      state: 'failed',
      message: `${state}, ${failureReason}; disk full`,
    });
  });

  it('reads the older field name of the state', () => {
    expect(
      observeWebAppBackup('operate', ID, { backupId: ID, status: 'IN_PROGRESS', details: [] }),
    ).toMatchObject({
      state: 'running',
      message: 'IN_PROGRESS',
      total: null,
      startedAt: null,
    });
  });

  it('does not take anything else for a backup', () => {
    for (const body of [null, [], 'x', {}]) expect(observeWebAppBackup('operate', ID, body)).toBeNull();
  });
});
