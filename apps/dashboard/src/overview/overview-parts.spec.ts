import { describe, expect, it } from '@jest/globals';
import type { ClusterOverview, OverviewChanges } from '#contracts';
import { OverviewParts } from './overview-parts.ts';

const AT = '2026-11-25T10:00:00.000Z';
const cluster = (name: string, version = '8.6') => ({ name, version }) as ClusterOverview;
const changes = (more: Partial<OverviewChanges>): OverviewChanges => ({
  ...{ at: AT, first: false, total: 2, clusters: [], gone: [] },
  ...more,
});

describe('the overview from its parts', () => {
  it('is shown once all of its clusters have come', () => {
    const parts = new OverviewParts();
    expect(parts.take([changes({ first: true, clusters: [cluster('a')] })])).toBeNull();
    expect(parts.take([])).toBeNull();
    expect(parts.take([changes({ clusters: [cluster('b')] })])?.clusters).toEqual([
      cluster('a'),
      cluster('b'),
    ]);
  });

  it('is empty where there is no cluster to see', () => {
    expect(new OverviewParts().take([changes({ first: true, total: 0 })])).toEqual({ at: AT, clusters: [] });
  });

  it('changes where a cluster does; the others stay the same objects, in their places', () => {
    const parts = new OverviewParts();
    const before = parts.take([changes({ first: true, clusters: [cluster('a'), cluster('b')] })]);
    const after = parts.take([changes({ clusters: [cluster('a', '8.7')] })]);
    expect(after?.clusters.map(({ version }) => version)).toEqual(['8.7', '8.6']);
    expect(after?.clusters[1]).toBe(before?.clusters[1]);
    const later = parts.take([
      changes({ total: 2, gone: ['a'], clusters: [] }),
      changes({ clusters: [cluster('c')] }),
    ]);
    expect(later?.clusters.map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('begins again with a new stream: what is gone meanwhile is not kept', () => {
    const parts = new OverviewParts();
    parts.take([changes({ first: true, clusters: [cluster('a'), cluster('old')] })]);
    const again = parts.take([changes({ first: true, total: 1, clusters: [cluster('a')] })]);
    expect(again?.clusters.map(({ name }) => name)).toEqual(['a']);
  });
});
