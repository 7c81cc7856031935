import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CliProcess, type Said } from '../support/cli.ts';
import { ClusterApi } from '../support/cluster-api.ts';
import { SchedulesApi } from '../support/schedules-api.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.create(['demo', 'bare'], {
    more: (cluster) =>
      cluster === 'bare'
        ? {}
        : {
            schedules: [{ name: 'nightly', cron: '30 2 * * *', timezone: 'Europe/Berlin', retention: false }],
            retention: { keepLast: 1, minComplete: 1 },
          },
  });
});
afterAll(() => world.close());

const holdfast = (line: string): Promise<Said> => new CliProcess(world.address, line.split(' ')).ended;

describe('holdfast schedule', () => {
  it('triggers one and follows it, lists and shows it, pauses and resumes it', async () => {
    const triggered = await holdfast('schedule trigger demo nightly --wait');
    expect(triggered.code).toBe(0);
    expect(triggered.out).toMatch(/completed in .* exporting was paused for .* and is running now/);
    await new SchedulesApi(world.api, 'demo').slot('nightly', ({ outcome }) => outcome === 'completed');
    const list = await holdfast('schedule list demo');
    expect(list.out).toMatch(/^nightly +30 2 \* \* \* +Europe\/Berlin .* completed$/m);
    const paused = await holdfast('schedule pause demo nightly --note moving');
    expect([paused.code, paused.out]).toEqual([0, expect.stringContaining('is paused.')]);
    const shown = await holdfast('schedule show demo nightly');
    expect(shown.out).toMatch(/^paused +.* by anonymous: moving$/m);
    expect(shown.out).toMatch(/\(by hand\) +started +\d+ +completed/);
    expect((await holdfast('schedule resume demo nightly')).code).toBe(0);
  });

  it('has an exit code for every kind of mistake', async () => {
    const codes = await Promise.all(
      [
        'schedule resume demo nightly',
        'schedule show demo weekly',
        'schedule list nowhere',
        'schedule pause demo',
        'schedule pauze demo nightly',
      ].map(async (line) => (await holdfast(line)).code),
    );
    expect(codes).toEqual([5, 6, 6, 2, 2]);
    // The backup must not end before the command has started.
    await world.fault('demo', { kind: 'status', component: 'optimize', method: 'POST', status: 503 });
    const { body } = await world.api.start('demo');
    expect((await holdfast('schedule trigger demo nightly')).code).toBe(11);
    await world.clearFaults('demo');
    await world.api.done('demo', body.backupId);
  });
});

describe('holdfast retention', () => {
  it('shows what would be deleted, and deletes it', async () => {
    const sets = new ClusterApi(world.api, 'demo');
    const newest = await sets.backUp();
    const others = (await sets.list()).items.map(({ backupId }) => backupId).slice(1);
    const preview = await holdfast('retention preview demo');
    expect(preview.code).toBe(0);
    expect(preview.out).toContain(`${others.length} sets of ${others.length + 1} would be deleted.`);
    expect((await holdfast('retention apply demo')).code).toBe(2);
    const applied = await holdfast('retention apply demo --yes --wait');
    expect([applied.code, applied.out]).toEqual([
      0,
      expect.stringContaining(`${others.length} sets deleted.`),
    ]);
    const store = new SimulatedStore(world, 'demo');
    for (const id of others) expect(await store.names(id)).toEqual([]);
    expect(await store.names(newest.backupId)).toHaveLength(15);
    expect((await holdfast('retention apply demo --yes')).out).toContain('There was nothing to delete.');
    expect((await holdfast('retention apply bare --yes')).code).toBe(5);
  });
});

describe('holdfast status', () => {
  it('is what the overview is, with an exit code for whether a person has something to do', async () => {
    const { code, out } = await holdfast('status demo');
    const { clusters } = await world.api.read('overview.read');
    const alerts = clusters.find(({ name }) => name === 'demo')?.alerts ?? [];
    expect(code).toBe(alerts.length > 0 ? 10 : 0);
    expect(out).toMatch(
      /^1 cluster: [^]*\n\n +CLUSTER +NOW +GOOD SET[^]*\n\S +demo .* completed \d+ \w+ ago/,
    );
    const version = await holdfast('version -o json');
    expect(JSON.parse(version.out)).toMatchObject({ fits: true });
  });

  it('is watched until Ctrl-C, with a line for each change where no terminal is', async () => {
    const watching = new CliProcess(world.address, ['status', '--watch']);
    await watching.says('demo');
    watching.interrupt();
    const { code, out, err } = await watching.ended;
    expect({ code, err }).toEqual({ code: 130, err: '' });
    expect(out).toMatch(/^\d{4}-\d\d-\d\d .* demo: /m);
  });
});
