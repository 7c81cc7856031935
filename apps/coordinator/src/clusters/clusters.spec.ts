import { describe, expect, it } from '@jest/globals';
import type { HoldfastConfig } from '#config';
import { Clusters } from './clusters.ts';

const clusters = new Clusters({ clusters: [{ name: 'b' }, { name: 'a' }] } as unknown as HoldfastConfig);

describe('the configured clusters', () => {
  it('are found by name', () => {
    expect(clusters.find('a').name).toBe('a');
    expect(clusters.namesFor({ clusters: null })).toEqual(['b', 'a']);
  });

  it('do not exist for a caller who may not see them, not even in the list of those known', () => {
    const viewer = { clusters: ['a', 'gone'] };
    expect(clusters.namesFor(viewer)).toEqual(['a']);
    expect(() => clusters.find('b', viewer)).toThrow('No cluster "b" is configured. Known: a.');
    expect(() => clusters.find('b', { clusters: [] })).toThrow(/configured\.$/);
    expect(() => clusters.find('c')).toThrow('Known: b, a.');
  });
});
