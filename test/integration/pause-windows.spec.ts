import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Run } from '#contracts';
import { addressOf } from '#contracts/endpoints';
import { Api } from '../support/api.ts';
import { until } from '../support/until.ts';
import { isCall, World } from '../support/world.ts';

/** One pause at a time, for clusters of two procedures: in `new` (8.8) the pause comes before everything else. */
const CLUSTERS = ['first', 'second', 'new'];
let world: World;
let api: Api;
beforeAll(async () => {
  world = await World.create(CLUSTERS, {
    steps: { pausesAtOnce: 1 },
    shape: (cluster) => (cluster === 'new' ? { version: '8.8.0' } : {}),
  });
  ({ api } = world);
});
afterAll(() => world.close());
beforeEach(() => Promise.all(CLUSTERS.map((cluster) => world.clearFaults(cluster))));

/** The cluster keeps its runs inside their pause, until its faults are cleared. */
const holdInside = (cluster: string) =>
  world.fault(cluster, {
    ...{ kind: 'status', component: 'elasticsearch', method: 'PUT', path: 'zeebe_records', status: 503 },
  });

async function start(cluster: string): Promise<number> {
  const { body } = await api.start(cluster);
  return body.backupId;
}
const isPaused = async (cluster: string) =>
  (await world.phases(cluster)).every((phase) => phase !== 'EXPORTING');
const untilPaused = (cluster: string) => until(`${cluster} is paused`, () => isPaused(cluster));
const pauseOf = (run: Run) => run.steps.find(({ name }) => name === 'pause-exporting')!;
const untilInLine = (cluster: string, id: number) =>
  api.until(cluster, id, (run) => pauseOf(run).lastAnswer?.startsWith('waiting for a pause window') === true);
const cancel = (cluster: string, id: number) => api.post(addressOf('backup.cancel', { cluster, id }));

/** The first pause and the last resume that the gateway saw, as positions in the log of all effects. */
async function windowOf(cluster: string, since: number): Promise<[number, number]> {
  const calls = (await world.effects(cluster, since)).filter(isCall);
  const seen = (what: string) =>
    calls.filter(({ path }) => path.includes(`exporting/${what}`)).map(({ seq }) => seq);
  return [seen('pause')[0]!, seen('resume').at(-1)!];
}

/** A run inside its pause, and one of each other cluster in line behind it. */
async function lineUp(): Promise<Record<string, number>> {
  await holdInside('first');
  const first = await start('first');
  await untilPaused('first');
  const [second, other] = [await start('second'), await start('new')];
  await Promise.all([untilInLine('second', second), untilInLine('new', other)]);
  return { first, second, new: other };
}

describe('runs for which no pause window is open', () => {
  it('wait before their pause, say why, and pause one after the other', async () => {
    const marks = await Promise.all(CLUSTERS.map((cluster) => world.mark(cluster)));
    const ids = await lineUp();
    expect([await isPaused('second'), await isPaused('new')]).toEqual([false, false]);
    expect(pauseOf(await api.run('second', ids['second']!))).toMatchObject({
      ...{ state: 'pending', startedAt: null, attempts: 0 },
    });

    await world.clearFaults('first');
    for (const cluster of CLUSTERS)
      expect(await api.done(cluster, ids[cluster]!)).toMatchObject({
        outcome: 'completed',
        exporting: 'running',
      });
    const windows = await Promise.all(CLUSTERS.map((cluster, index) => windowOf(cluster, marks[index]!)));
    windows.sort(([one], [other]) => one - other);
    // The next pause came after the resume of the one before it.
    expect(windows.flat()).toEqual(windows.flat().sort((one, other) => one - other));
    for (const cluster of ['second', 'new']) {
      const journal = await api.journal(cluster, ids[cluster]!);
      const types = journal.filter(({ step }) => step === 'pause-exporting').map(({ type }) => type);
      expect(types.slice(0, 2)).toEqual(['step-waiting', 'step-started']);
    }
  });

  it('can be cancelled in line, and hold back no resume', async () => {
    const ids = await lineUp();
    await cancel('second', ids['second']!);
    expect(await api.done('second', ids['second']!)).toMatchObject({ outcome: 'cancelled' });
    expect(await isPaused('first')).toBe(true);
    await cancel('first', ids['first']!);
    expect(await api.done('first', ids['first']!)).toMatchObject({
      outcome: 'cancelled',
      exporting: 'running',
    });
    expect(await api.done('new', ids['new']!)).toMatchObject({ outcome: 'completed' });
  });

  it('keep their place through the death of every process', async () => {
    const ids = await lineUp();
    await world.holdfast.stop('standalone', 'SIGKILL');
    api = new Api(await world.holdfast.start('standalone'));
    await world.clearFaults('first');
    for (const cluster of CLUSTERS)
      expect(await api.done(cluster, ids[cluster]!)).toMatchObject({ outcome: 'completed' });
  });

  it('wait on while Redis is down, and continue when it is back', async () => {
    const ids = await lineUp();
    await world.redis.kill();
    await world.redis.start();
    await world.clearFaults('first');
    for (const cluster of CLUSTERS)
      expect(await api.done(cluster, ids[cluster]!)).toMatchObject({ outcome: 'completed' });
  });

  it('need not wait for the window of a run that Redis lost', async () => {
    await lineUp();
    await world.redis.flush();
    await until('what the lost run had paused is resumed', async () => !(await isPaused('first')));
    await world.clearFaults('first');
    await api.ready();
    const id = await start('second');
    expect(await api.done('second', id)).toMatchObject({ outcome: 'completed' });
  });
});
