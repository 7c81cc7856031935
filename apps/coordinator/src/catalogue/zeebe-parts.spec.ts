import { beforeEach, describe, expect, it } from '@jest/globals';
import type { BackupApi } from '#camunda';
import type { BackupObservation, ZeebePart } from '#domain';
import { readZeebeParts } from './zeebe-parts.ts';

const seen = (state: BackupObservation['state']): BackupObservation => ({
  ...{ state, message: state, done: state === 'completed' ? 2 : 0, total: 2, startedAt: null },
});

let states: Record<number, BackupObservation['state']>;
let looked: number[];
beforeEach(() => {
  states = { 1: 'completed', 2: 'running', 3: 'failed' };
  looked = [];
});

const apiThat = (canList: boolean): BackupApi =>
  ({
    can: { list: canList, delete: canList },
    list: () =>
      Promise.resolve(
        Object.entries(states).map(([id, state]) => ({ ...seen(state), backupId: Number(id) })),
      ),
    look: (id: number) => {
      looked.push(id);
      return Promise.resolve(seen(states[id] ?? 'absent'));
    },
  }) as unknown as BackupApi;

const read = (canList: boolean, ids: number[], known = new Map<number, ZeebePart>()) =>
  readZeebeParts(apiThat(canList), { ids, known }, {});

describe('readZeebeParts', () => {
  it('takes the list of a version that has one, and looks at nothing', async () => {
    expect([...(await read(true, [9])).keys()]).toEqual([1, 2, 3]);
    expect(looked).toEqual([]);
  });

  it('looks at each id that a snapshot has where there is no list, the newest first', async () => {
    const parts = await read(false, [1, 2, 3, 4]);
    expect(looked).toEqual([4, 3, 2, 1]);
    expect(parts.get(1)).toEqual({ state: 'completed', message: 'completed', partitions: 2 });
    expect(parts.has(4)).toBe(false);
  });

  it('looks again only at what may still change', async () => {
    const known = await read(false, [1, 2, 3]);
    looked = [];
    states[2] = 'completed';
    expect((await read(false, [1, 2, 3], known)).get(2)).toMatchObject({ state: 'completed' });
    expect(looked).toEqual([2]);
  });

  it('looks at no more than a hundred', async () => {
    await read(
      false,
      Array.from({ length: 150 }, (_, index) => index + 1_000),
    );
    expect(looked).toHaveLength(100);
    expect(looked[0]).toBe(1_149);
  });
});
