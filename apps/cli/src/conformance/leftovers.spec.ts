import { describe, expect, it } from '@jest/globals';
import type { BackupApi, CamundaClients } from '#camunda';
import { StepFailure } from '#domain';
import { deleteLeftovers } from './leftovers.ts';
import type { Made } from './made-backups.ts';

const ours: Made = { component: 'operate', id: 5, accepted: true, deleted: false, shared: false };
const clean = { call: {}, betweenMs: 1, appearMs: 0, longestMs: 60_000, isStopped: () => false };

/** Shows one state after the other, the last one repeatedly. */
function cluster(...states: (string | Error)[]) {
  const seen = { looks: 0, deleted: [] as number[] };
  const look = (): Promise<unknown> => {
    seen.looks += 1;
    const state = states.length > 1 ? states.shift() : states[0];
    return state instanceof Error ? Promise.reject(state) : Promise.resolve({ state });
  };
  const remove = (id: number) => Promise.resolve(void seen.deleted.push(id));
  const api = { look, delete: remove } as unknown as BackupApi;
  return { clients: { backups: { operate: api } } as unknown as CamundaClients, seen };
}

describe('deleteLeftovers', () => {
  it('deletes a backup once it has ended, and looks until it is gone', async () => {
    const { clients, seen } = cluster('running', 'completed', 'completed', 'absent');
    await expect(deleteLeftovers(clients, [ours], clean)).resolves.toEqual([]);
    expect(seen).toEqual({ looks: 4, deleted: [5] });
  });

  it('waits for one that was asked for without an answer, and deletes it when it comes late', async () => {
    const { clients, seen } = cluster('absent', 'absent', 'running', 'completed', 'absent');
    const late = { ...ours, accepted: false };
    await expect(deleteLeftovers(clients, [late], { ...clean, appearMs: 60_000 })).resolves.toEqual([]);
    expect(seen.deleted).toEqual([5]);
  });

  it.each([true, false])('says that one may still appear (accepted: %s)', async (accepted) => {
    const { clients } = cluster('absent');
    const left = await deleteLeftovers(clients, [{ ...ours, accepted }], { ...clean, appearMs: 5 });
    expect(left).toMatchObject([{ id: 5, problem: expect.stringContaining('may still appear') as unknown }]);
  });

  it('looks only once for one whose deletion was accepted, and that is gone', async () => {
    const { clients, seen } = cluster('absent');
    const deleted = { ...ours, deleted: true };
    await expect(deleteLeftovers(clients, [deleted], { ...clean, appearMs: 60_000 })).resolves.toEqual([]);
    expect(seen.looks).toBe(1);
  });

  it.each<[string, Partial<Made>]>([
    ['under an id that another tool uses', { shared: true }],
    ['under the id 0 that was not accepted', { id: 0, accepted: false }],
  ])('deletes none %s, and says so', async (_, more) => {
    const { clients, seen } = cluster('completed');
    const left = await deleteLeftovers(clients, [{ ...ours, ...more }], clean);
    expect(left).toMatchObject([{ problem: expect.stringContaining('another tool') as unknown }]);
    expect(seen.deleted).toEqual([]);
  });

  it('deletes one under the id 0 that was accepted', async () => {
    const { clients, seen } = cluster('completed', 'absent');
    await expect(deleteLeftovers(clients, [{ ...ours, id: 0 }], clean)).resolves.toEqual([]);
    expect(seen.deleted).toEqual([0]);
  });

  it('gives up in the end, whatever the components answer, with the last reason', async () => {
    const { clients } = cluster(
      StepFailure.transient('unreachable', 'nothing listens'),
      new TypeError('odd'),
    );
    const left = await deleteLeftovers(clients, [ours, { ...ours, component: 'tasklist' }], {
      ...clean,
      longestMs: 30,
    });
    expect(left.map(({ component, problem }) => [component, problem])).toEqual([
      ['operate', 'odd'],
      ['tasklist', 'it was not looked at again'],
    ]);
  });

  it('does not look further when it is stopped', async () => {
    const { clients, seen } = cluster('running');
    const left = await deleteLeftovers(clients, [ours], { ...clean, isStopped: () => seen.looks > 1 });
    expect(left).toMatchObject([{ problem: expect.stringContaining('still there') as unknown }]);
    expect(seen.looks).toBe(2);
  });
});
