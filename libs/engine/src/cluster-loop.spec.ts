import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ClusterConfig } from '#config';
import { standingClocks } from './run-world.spec-support.ts';
import { ClusterLoop } from './cluster-loop.ts';

standingClocks();

const clustersOf = (...names: string[]) => names.map((name) => ({ name })) as ClusterConfig[];
let source = { clusters: clustersOf('one', 'two') };

class Looker extends ClusterLoop {
  readonly looks: string[] = [];
  onLook: (name: string) => Promise<void> = () => Promise.resolve();

  protected async look({ name }: ClusterConfig): Promise<void> {
    this.looks.push(name);
    await this.onLook(name);
  }

  protected override left(name: string): void {
    this.gone.push(name);
  }

  readonly gone: string[] = [];

  count = (name: string): number => this.looks.filter((each) => each === name).length;
}

let loop: Looker;
beforeEach(() => {
  source = { clusters: clustersOf('one', 'two') };
  loop = new Looker(source, 2_000);
  loop.onApplicationBootstrap();
});
afterEach(() => {
  loop.onApplicationShutdown();
});
const wait = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('a loop over clusters', () => {
  it('looks at every cluster again and again, until the process ends', async () => {
    await wait(6_000);
    expect([loop.count('one'), loop.count('two')]).toEqual([3, 3]);
    loop.onApplicationShutdown();
    await wait(6_000);
    expect(loop.looks).toHaveLength(6);
  });

  it('waits for a look that hangs, and does not let the other cluster wait', async () => {
    let answer: () => void = () => undefined;
    loop.onLook = (name) =>
      name === 'two' ? Promise.resolve() : new Promise((resolve) => (answer = resolve));
    await wait(6_000);
    expect([loop.count('one'), loop.count('two')]).toEqual([1, 3]);
    answer();
    await wait(2_000);
    expect(loop.count('one')).toBe(2);
  });

  it('follows the configuration: a cluster that is added is looked at, one that is removed no longer', async () => {
    source.clusters = clustersOf('two', 'three');
    await wait(6_000);
    expect([loop.count('one'), loop.count('two'), loop.count('three')]).toEqual([0, 3, 2]);
    expect(loop.gone).toEqual(['one']);
    source.clusters = clustersOf('one', 'two');
    await wait(4_000);
    expect([loop.count('one'), loop.count('three')]).toEqual([1, 2]);
  });

  it('looks at a cluster as it is configured now', async () => {
    const seen: (string | undefined)[] = [];
    loop.onLook = (name) => {
      seen.push(source.clusters.find((each) => each.name === name)?.version);
      return Promise.resolve();
    };
    source.clusters = [{ name: 'one', version: '8.7' }] as ClusterConfig[];
    await wait(2_000);
    expect(seen).toEqual(['8.7']);
  });

  it('looks again after a look that failed', async () => {
    loop.onLook = () => Promise.reject(new Error('connection refused'));
    await wait(6_000);
    expect(loop.count('one')).toBe(3);
  });
});
