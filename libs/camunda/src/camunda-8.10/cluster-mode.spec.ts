import { describe, expect, it } from '@jest/globals';
import { readMode } from './cluster-mode.ts';

const recovering = { partitionId: 1, role: 'inactive', state: 'recovering' };
const active = { partitionId: 1, role: 'leader', state: 'active' };
const topology = (brokers: object[][], over: object = {}) => ({
  brokers: brokers.map((partitions, nodeId) => ({ nodeId, partitions })),
  partitionsCount: 2,
  replicationFactor: 1,
  lastCompletedChangeId: '7',
  ...over,
});

describe('the mode of a cluster', () => {
  it.each([
    ['recovering', [[recovering], [recovering]], 2],
    ['processing', [[active], [active]], 0],
    ['mixed', [[recovering], [active]], 1],
    ['mixed', [[recovering], []], 1],
    ['mixed', [[active]], 0],
    ['mixed', [], 0],
  ])('is %s for %j', (mode, brokers, count) => {
    expect(readMode(topology(brokers))).toEqual({
      ...{ mode, recovering: count, replicas: 2, lastChangeId: '7' },
    });
  });

  it('counts every replica that the cluster should have', () => {
    const two = { replicationFactor: 2 };
    expect(readMode(topology([[recovering], [recovering]], two))).toMatchObject({
      mode: 'mixed',
      replicas: 4,
    });
    const all = [
      [recovering, recovering],
      [recovering, recovering],
    ];
    expect(readMode(topology(all, two))).toMatchObject({ mode: 'recovering', replicas: 4 });
  });

  it('does not take an inactive replica for one that processes', () => {
    expect(readMode(topology([[{ role: 'inactive' }], [active]]))).toMatchObject({ mode: 'mixed' });
  });

  it.each([
    ['-1', null],
    [-1, null],
    [12, '12'],
    [undefined, null],
  ])('reads the last change %p as %p', (lastCompletedChangeId, id) => {
    expect(readMode(topology([[active]], { lastCompletedChangeId }))?.lastChangeId).toBe(id);
  });

  it.each([null, 'up', [], {}, { brokers: [] }])('reads %j as no topology', (body) => {
    expect(readMode(body)).toBeNull();
  });
});
