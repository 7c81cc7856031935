import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TooLate } from '#redis';
import { pass, RunWorld, standingClocks, type FakeProcess } from '../run-world.spec-support.ts';
import { PauseOwners } from './pause-owners.ts';

standingClocks();

let world: RunWorld;
let here: FakeProcess;
let owners: PauseOwners;
beforeEach(() => {
  world = new RunWorld();
  here = world.process();
  owners = new PauseOwners(here.store, here.pauses);
});

const kind = async () => (await owners.of('prod')).owner.kind;
const end = (over: Record<string, string> = {}) => {
  const fields = world.redis.runs.get(42)!;
  fields.set('phase', 'done').set('finishedAt', new Date().toISOString());
  for (const [field, value] of Object.entries(over)) fields.set(field, value);
};

describe('the owner of a pause', () => {
  it('is the open run whose pause is on record, until its deadline', async () => {
    world.pauseOf(world.begin(), 10_000);
    expect((await owners.of('prod')).owner).toMatchObject({
      ...{ kind: 'run', run: { kind: 'backup', number: 42 }, deadline: Date.now() + 10_000 },
    });
    expect(here.pauses.intent('prod')).toMatchObject({ deadline: Date.now() + 10_000 });
  });

  it('is a run that has ended, while its pause is on record', async () => {
    world.pauseOf(world.begin());
    end();
    expect((await owners.of('prod')).owner).toMatchObject({ kind: 'ended-run', run: { number: 42 } });
  });

  it('is lost when the record of its run is, or another run has its number', async () => {
    world.pauseOf(world.begin());
    world.begin({ runId: 'run-b' });
    expect(await kind()).toBe('lost-run');
    world.redis.runs.clear();
    expect(await kind()).toBe('lost-run');
  });

  it('is lost for two minutes after this process last had it on record', async () => {
    world.pauseOf(world.begin());
    await kind();
    world.redis.runs.clear();
    world.redis.intent = null;
    pass(119_999);
    expect(await kind()).toBe('lost-run');
    pass(1);
    expect(await kind()).toBe('none');
  });

  it('may be the late call of a run that ended within two minutes, and had asked for a pause', async () => {
    world.begin({ states: { 'pause-exporting': 'failed' } });
    const asked = JSON.stringify({ ...world.step('pause-exporting'), attempts: 1 });
    end({ 'step:pause-exporting': asked });
    pass(119_999);
    expect(await kind()).toBe('lost-run');
    pass(1);
    expect(await kind()).toBe('none');
  });

  it('is none where no run asked for a pause', async () => {
    expect(await kind()).toBe('none');
    world.begin();
    expect(await kind()).toBe('none');
    end();
    expect(await kind()).toBe('none');
  });

  it('is unknown while Redis refuses, and within a second while it hangs', async () => {
    world.redis.trouble = new Error('down');
    expect(await kind()).toBe('unknown');
    world.redis.trouble = null;
    here.store.pauseIntent = () => new Promise(() => undefined);
    const asked = kind();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await asked).toBe('unknown');
  });
});

describe('a call that lifts a pause', () => {
  it('may leave within a second and a half of the answer being asked for', async () => {
    const { permitFor } = await owners.of('prod');
    pass(1_500);
    expect(permitFor('holdfast')).not.toThrow();
    pass(1);
    expect(permitFor('holdfast')).toThrow(TooLate);
  });

  it('may leave a second later where Redis did not answer', async () => {
    world.redis.trouble = new Error('down');
    const { permitFor } = await owners.of('prod');
    pass(2_500);
    expect(permitFor('holdfast')).not.toThrow();
    pass(1);
    expect(permitFor('holdfast')).toThrow(TooLate);
  });
});
