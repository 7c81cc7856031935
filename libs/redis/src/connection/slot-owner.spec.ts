import { describe, expect, it } from '@jest/globals';
import { mostOf, newestOwner, readView, type ClusterView, type SlotRange } from './slot-owner.ts';

const asked = { host: 'redis-0', port: 6379 };
const NODES = [
  'aaa 10.0.0.1:6379@16379,redis-0 myself,master - 0 0 3 connected 0-8191',
  'bbb 10.0.0.2:6379@16379,redis-1 slave aaa 0 0 3 connected',
  'ccc 10.0.0.3:6379@16379,redis-2 master - 0 0 12 connected 8192-16383',
].join('\n');

const view = (slot: number, ranges: SlotRange[]): ClusterView =>
  readView({ slot, ranges, nodes: NODES, asked });

describe('what a server says about the cluster', () => {
  const ranges: SlotRange[] = [
    [0, 8191, ['redis-0.example', 6379, 'aaa', []], ['redis-1.example', 6380, 'bbb', []]],
    [8192, 16_383, ['redis-2.example', 6379, 'ccc', []]],
  ];

  it('is who has the slot, at the address for clients, and since when', () => {
    expect(view(8191, ranges).owner).toEqual({ host: 'redis-0.example', port: 6379, epoch: 3 });
    expect(view(8192, ranges).owner).toEqual({ host: 'redis-2.example', port: 6379, epoch: 12 });
  });

  it('is where its other servers are, so that the owner is found when the configured ones are gone', () => {
    expect(view(0, ranges).servers).toEqual([
      { host: 'redis-0.example', port: 6379 },
      { host: 'redis-1.example', port: 6380 },
      { host: 'redis-2.example', port: 6379 },
    ]);
  });

  it.each([null, ''])('leaves out a host that the server does not know: %j', (host) => {
    expect(view(1, [[0, 16_383, [host, 7000, 'aaa']]]).owner).toEqual({
      host: 'redis-0',
      port: 7000,
      epoch: 3,
    });
  });

  it('takes the address of a server that has no name', () => {
    expect(view(9000, [[0, 16_383, ['?', 6379, 'ccc']]]).owner).toMatchObject({
      host: '10.0.0.3',
      epoch: 12,
    });
  });

  it('is nothing about a slot that no server has', () => {
    expect(view(9000, ranges.slice(0, 1)).owner).toBeNull();
    expect(view(9000, [])).toEqual({ servers: [], owner: null });
  });
});

describe('the owner, when servers disagree', () => {
  const says = (host: string, epoch: number): ClusterView => ({
    servers: [],
    owner: { host, port: 1, epoch },
  });

  it('is the newest one: a server that is cut off takes itself for the owner', () => {
    const views = [says('former', 3), says('present', 7), says('former', 3)];
    expect(newestOwner(views)).toEqual({ host: 'present', port: 1 });
    expect(newestOwner(views.toReversed())).toEqual({ host: 'present', port: 1 });
  });

  it('is unknown while none of them knows one', () => {
    expect(newestOwner([{ servers: [asked], owner: null }])).toBeNull();
    expect(newestOwner([])).toBeNull();
  });
});

describe('the answers of several servers', () => {
  it('are waited for, with their refusals', async () => {
    const refused = Promise.reject(new Error('refused'));
    expect(await mostOf([Promise.resolve(1), refused])).toMatchObject([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: { message: 'refused' } },
    ]);
    expect(await mostOf([])).toEqual([]);
  });

  it('are enough without those that stay silent, once most have come', async () => {
    const silent = new Promise<number>(() => undefined);
    expect(await mostOf([Promise.resolve(1), silent, Promise.resolve(3)])).toMatchObject([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: { message: 'does not answer' } },
      { status: 'fulfilled', value: 3 },
    ]);
  });
});
