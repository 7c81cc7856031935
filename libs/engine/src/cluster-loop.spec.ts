import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ClusterConfig } from '#config';
import { standingClocks } from './run-world.spec-support.ts';
import { ClusterLoop } from './cluster-loop.ts';

standingClocks();

const clusters = ['one', 'two'].map((name) => ({ name })) as ClusterConfig[];

class Looker extends ClusterLoop {
  readonly looks: string[] = [];
  onLook: (name: string) => Promise<void> = () => Promise.resolve();

  protected async look({ name }: ClusterConfig): Promise<void> {
    this.looks.push(name);
    await this.onLook(name);
  }

  count = (name: string): number => this.looks.filter((each) => each === name).length;
}

let loop: Looker;
beforeEach(() => {
  loop = new Looker(clusters, 2_000);
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

  it('looks again after a look that failed', async () => {
    loop.onLook = () => Promise.reject(new Error('connection refused'));
    await wait(6_000);
    expect(loop.count('one')).toBe(3);
  });
});
