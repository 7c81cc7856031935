import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseConfig, type HoldfastConfig } from '#config';
import { CONFIGURATION_FIELD } from '#redis';
import type { RunRecord } from '#domain';
import { pass, RunWorld, standingClocks, type FakeProcess } from '../run-world.spec-support.ts';
import { OtherConfiguration } from './other-configuration.ts';

standingClocks();
Logger.overrideLogger(false);

const fileOf = (url: string, more = '', others = ''): HoldfastConfig =>
  parseConfig(
    `clusters:
  - { name: prod, version: "8.6", pauseBudget: 10m, zeebe: { management: "${url}" }, operate: { management: http://o:1 }, records: { engine: elasticsearch, url: http://e:1, repository: r }${more} }${others}`,
    {},
  );
const OTHER = `
  - { name: other, zeebe: { management: http://y:1 }, records: { engine: elasticsearch, url: http://f:1, repository: s } }`;
const without = (): HoldfastConfig => parseConfig(`clusters:${OTHER}`, {});

let world: RunWorld;
let here: FakeProcess;
beforeEach(() => {
  world = new RunWorld();
  here = world.process();
});

/** A run is open, and its record says with which configuration it began. */
function begun(config: HoldfastConfig | null): RunRecord {
  const run = world.begin();
  const fingerprint = config?.clusters.find(({ name }) => name === 'prod')?.fingerprint;
  if (fingerprint !== undefined) world.redis.runs.get(42)!.set(CONFIGURATION_FIELD, fingerprint);
  return run;
}
function ended(): void {
  world.redis.runs.get(42)!.set('phase', 'done');
  world.redis.lock = null;
}
const address = () => here.inForce.view.clusters.find(({ name }) => name === 'prod')?.zeebe.management;

describe('a new file', () => {
  it('is in force at once while nothing holds its clusters', async () => {
    expect(await here.configs.offer(fileOf('http://new:1', '', OTHER))).toEqual([]);
    expect(here.inForce.view.clusters.map(({ name }) => name)).toEqual(['prod', 'other']);
    expect([address(), here.configs.held]).toEqual(['http://new:1', []]);
  });

  it('of which nothing is new replaces nothing, however often it is looked at', async () => {
    await here.configs.offer(fileOf('http://new:1'));
    const { clusters } = here.inForce.view;
    await here.configs.offer(fileOf('http://new:1'));
    await here.configs.settle();
    expect(here.inForce.view.clusters).toBe(clusters);
  });

  it('waits, for its connections, until the run has ended that began with another one', async () => {
    begun(world.config);
    await here.configs.offer(fileOf('http://new:1', ', retention: { keepLast: 3 }'));
    expect([address(), here.configs.held]).toEqual(['http://z:1', ['prod']]);
    expect(here.inForce.view.clusters[0]?.retention).toMatchObject({ keepLast: 3 });
    ended();
    await here.configs.settle();
    expect([address(), here.configs.held]).toEqual(['http://new:1', []]);
  });

  it('waits for a run whose record does not say with what it began, and while Redis does not answer', async () => {
    begun(null);
    await here.configs.offer(fileOf('http://new:1'));
    expect(address()).toBe('http://z:1');
    ended();
    world.redis.trouble = new Error('down');
    await here.configs.settle();
    expect(address()).toBe('http://z:1');
    world.redis.trouble = null;
    await here.configs.settle();
    expect(address()).toBe('http://new:1');
  });

  it('waits until the pause of a run that has ended is off the record', async () => {
    world.pauseOf(begun(world.config));
    await here.configs.offer(without());
    ended();
    await here.configs.settle();
    expect([address(), [...here.inForce.leaving]]).toEqual(['http://z:1', ['prod']]);
    world.redis.intent = null;
    await here.configs.settle();
    expect([address(), [...here.inForce.leaving]]).toEqual([undefined, []]);
  });

  it('waits while the run of a pause is lost: Redis came back empty', async () => {
    world.pauseOf(begun(world.config));
    here.pauses.note('prod', world.redis.intent);
    world.redis.runs.clear();
    world.redis.intent = null;
    await here.configs.offer(without());
    expect(address()).toBe('http://z:1');
    pass(121_000);
    await here.configs.settle();
    expect(address()).toBeUndefined();
  });

  it('that has the place of a cluster that is held waits as a whole', async () => {
    begun(world.config);
    const renamed = parseConfig(
      `clusters: [{ name: renamed, zeebe: { management: http://z:1 }, records: { engine: elasticsearch, url: http://e:1, repository: r } }]`,
      {},
    );
    expect(await here.configs.offer(renamed)).not.toEqual([]);
    expect(here.inForce.view.clusters.map(({ name }) => name)).toEqual(['prod']);
    ended();
    expect(await here.configs.offer(renamed)).toEqual([]);
    expect(here.inForce.view.clusters.map(({ name }) => name)).toEqual(['renamed']);
  });
});

describe('the cluster of a run', () => {
  it('is as it was when the run began, also where another process began it just before the change', async () => {
    await here.configs.offer(fileOf('http://new:1'));
    const run = begun(world.config);
    expect((await here.configs.of(run)).zeebe.management).toBe('http://z:1');
    expect(here.configs.held).toEqual(['prod']);
    await here.configs.offer(without());
    expect((await here.configs.of(run)).zeebe.management).toBe('http://z:1');
    ended();
    await here.configs.settle();
    expect(address()).toBeUndefined();
  });

  it('is taken back at a look, without a job, so that its guards watch it', async () => {
    await here.configs.offer(without());
    expect(address()).toBeUndefined();
    begun(world.config);
    await here.configs.settle();
    expect([address(), [...here.inForce.leaving]]).toEqual(['http://z:1', ['prod']]);
  });

  it('is read from the file at once where the file changed, and this process has not looked yet', async () => {
    const next = fileOf('http://new:1');
    const run = begun(next);
    let reads = 0;
    here.configs.reread = async () => {
      reads += 1;
      await here.configs.offer(next);
    };
    expect((await here.configs.of(run)).zeebe.management).toBe('http://new:1');
    expect(await here.configs.has(run)).toBe(true);
    await here.configs.of(run);
    expect(reads).toBe(1);
  });

  it('is not another one: a process that has only that leaves the run to others, unless it is only to be ended', async () => {
    const run = begun(fileOf('http://elsewhere:1'));
    await expect(here.configs.of(run)).rejects.toBeInstanceOf(OtherConfiguration);
    await expect(here.configs.of(run)).rejects.toThrow(/began with another configuration/);
    expect(await here.configs.has(run)).toBe(false);
    expect((await here.configs.of(run, { force: true })).zeebe.management).toBe('http://z:1');
  });

  it('that is not configured here at all is left to others, too', async () => {
    const run = { ...begun(null), cluster: 'gone' };
    await expect(here.configs.of(run, { force: true })).rejects.toThrow(/"gone" is not configured here/);
  });

  it('of an earlier build is as it is configured now', async () => {
    expect((await here.configs.of(begun(null))).zeebe.management).toBe('http://z:1');
  });
});
