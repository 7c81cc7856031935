import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  overviewChangesSchema,
  overviewSchema,
  runListSchema,
  type Overview,
  type OverviewChanges,
  type Problem,
} from '#contracts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { World } from '../support/world.ts';

let world: World;
/** How often Holdfast read the exporting of cluster a, for whatever reason. */
let reads = 0;
beforeAll(async () => {
  world = await World.create(['a', 'b', 'away'], {
    steps: { callTimeout: '5s' },
    hooks: {
      onCall: (name, { path, caller }, moment) => {
        const ours = caller.userAgent?.startsWith('holdfast') && path.startsWith('/actuator/partitions');
        if (name === 'a' && ours && moment === 'before') reads += 1;
        return Promise.resolve(undefined);
      },
    },
  });
});
afterAll(() => world.close());

async function overview(): Promise<Overview> {
  return overviewSchema.parse((await world.api.call('/api/v1/overview')).body);
}

async function cluster(name: string): Promise<Overview['clusters'][number]> {
  return (await overview()).clusters.find((each) => each.name === name)!;
}

/** Reads events of the overview until one satisfies a condition, or the server ends the stream. */
async function listen(
  until: (overview: Overview) => boolean,
): Promise<{ events: Overview[]; ended: boolean }> {
  const response = await world.api.open('/api/v1/overview/events');
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const events: Overview[] = [];
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^event: overview\ndata: (.*)$/.exec(block)?.[1];
      if (data !== undefined) events.push(overviewSchema.parse(JSON.parse(data)));
    }
    const last = events.at(-1);
    if (last && until(last)) return { events, ended: false };
  }
  return { events, ended: true };
}

describe('the overview', () => {
  it('shows the configuration of each cluster, and that a new one has nothing yet', async () => {
    const { clusters } = await overview();
    expect(clusters.map(({ name }) => name)).toEqual(['a', 'b', 'away']);
    expect(clusters[0]).toMatchObject({
      version: '8.6',
      pauseBudgetSeconds: 60,
      restorable: false,
      lock: null,
      current: null,
      last: null,
      lastGood: null,
      next: null,
      alerts: [],
    });
  });

  it('shows exporting of each partition, and does not wait for a cluster that does not answer', async () => {
    await world.fault('away', { kind: 'hang', component: 'zeebe' });
    // The reconciler looks every two seconds, and no request waits for its first look.
    const seen = await until(overview, ({ clusters }) => clusters[0]?.exporting !== null);
    const [a, , away] = seen.clusters;
    expect(a?.exporting).toMatchObject({ exporting: 'running', problem: null });
    expect(a?.exporting?.partitions.map(({ partitionId }) => partitionId)).toEqual([1, 2]);
    // Either it was read before it hung, or it is not known yet; no request waited for its timeout.
    expect(away?.exporting?.problem ?? null).toBeNull();
    const told = await until(
      () => cluster('away'),
      ({ exporting }) => exporting?.exporting === 'unknown',
    );
    expect(told.exporting?.problem).toBeTruthy();
    await world.clearFaults('away');
  });

  it('shows the run that holds the cluster, with its steps, and then the last good set', async () => {
    await world.patch('a', { operate: { partDurationMs: 300 } });
    const { backupId } = (await world.api.start('a')).body;
    const busy = await until(
      () => cluster('a'),
      ({ current }) => current?.steps.some(({ done }) => done !== null) ?? false,
    );
    expect(busy.current).toMatchObject({ kind: 'backup', number: backupId, outcome: null, setId: backupId });
    expect(busy.lock).toMatchObject({ kind: 'backup', number: backupId });
    await world.api.done('a', backupId);
    const ended = await until(
      () => cluster('a'),
      ({ lastGood }) => lastGood !== null,
    );
    expect(ended).toMatchObject({
      current: null,
      lock: null,
      last: { number: backupId, outcome: 'completed', cause: null },
      lastGood: { backupId },
    });
  });

  it('does not show a set as good that failed, or that was deleted', async () => {
    const b = new ClusterApi(world.api, 'b');
    const { backupId: good } = await b.backUp();
    const { backupId: deleted } = await b.backUp();
    await until(
      () => cluster('b'),
      ({ lastGood }) => lastGood?.backupId === deleted,
    );
    await world.fault('b', { kind: 'zeebePartitionFails', partitionId: 1, reason: 'disk is full' });
    const { backupId: failed } = (await world.api.start('b')).body;
    await world.api.done('b', failed);
    await world.clearFaults('b');
    const after = await until(
      () => cluster('b'),
      ({ last }) => last?.number === failed,
    );
    expect(after.last?.cause).toMatch(/disk is full/);
    expect(after.lastGood).toMatchObject({ backupId: deleted });
    await b.removed(deleted);
    await until(
      () => cluster('b'),
      ({ lastGood }) => lastGood?.backupId === good,
    );
  });

  it('is followed: every change is sent, and the brokers are asked once for all clients that follow', async () => {
    await cluster('a');
    reads = 0;
    const readings = new Set<string>();
    const many = Array.from({ length: 5 }, () =>
      listen(({ clusters }) => {
        const readAt = clusters[0]?.exporting?.readAt;
        if (readAt !== undefined) readings.add(readAt);
        return readings.size >= 4;
      }),
    );
    for (const { ended } of await Promise.all(many)) expect(ended).toBe(false);
    // There is one broker. The first two may have been read before we counted, and one may be under way.
    expect(reads).toBeGreaterThanOrEqual(2);
    expect(reads).toBeLessThanOrEqual(readings.size + 1);
    const begun = listen(({ clusters }) => clusters[0]?.current !== null);
    const { backupId } = (await world.api.start('a')).body;
    expect((await begun).events.at(-1)?.clusters[0]?.current).toMatchObject({ number: backupId });
    const ending = listen(({ clusters }) => clusters[0]?.last?.number === backupId);
    await world.api.post(`/api/v1/clusters/a/backups/${backupId}/cancel`);
    expect((await ending).events.at(-1)?.clusters[0]).toMatchObject({
      current: null,
      last: { outcome: 'cancelled' },
    });
  });

  it('is followed by its changes alone on request: every cluster at first, then those in which something happened', async () => {
    const response = await world.api.open('/api/v1/overview/events?changes=true');
    const events: OverviewChanges[] = [];
    const decoder = new TextDecoder();
    let rest = '';
    let backupId: number | null = null;
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^event: clusters\ndata: (.*)$/.exec(block)?.[1];
        if (data !== undefined) events.push(overviewChangesSchema.parse(JSON.parse(data)));
      }
      if (events.length > 0) backupId ??= (await world.api.start('a')).body.backupId;
      if (events.some(({ clusters }) => clusters.some(({ last }) => last?.number === backupId))) break;
    }
    const [first, ...later] = events;
    expect(first).toMatchObject({ first: true, total: 3, gone: [] });
    expect(first?.clusters.map(({ name }) => name)).toEqual(['a', 'b', 'away']);
    const about = later.flatMap(({ clusters }) => clusters);
    expect(about.some(({ current }) => current?.number === backupId)).toBe(true);
    expect(later.filter(({ first: again }) => again)).toEqual([]);
  });

  it('shows exporting as it is read after the end of a run, and not as it was within its pause', async () => {
    const seen = await until(
      () => cluster('a'),
      ({ exporting, last }) => Date.parse(exporting?.readAt ?? '') >= Date.parse(last?.finishedAt ?? ''),
    );
    expect(seen.exporting?.exporting).toBe('running');
  });

  it('is a problem while Redis is down; streams are ended, so that no client keeps an old state', async () => {
    const following = listen(() => false);
    await overview();
    await world.redis.kill();
    expect((await following).ended).toBe(true);
    expect(await world.api.call<Problem>('/api/v1/overview')).toMatchObject({ status: 503 });
    expect(await world.api.call<Problem>('/api/v1/overview/events')).toMatchObject({ status: 503 });
    await world.redis.start();
    await world.api.ready();
  });
});

describe('runs of every kind', () => {
  it('are listed newest first, page by page', async () => {
    const page = async (query: string) =>
      runListSchema.parse((await world.api.call(`/api/v1/clusters/b/runs${query}`)).body);
    const { items, next } = await page('?limit=2');
    expect(items.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'deletion completed',
      'backup failed',
    ]);
    expect(items[0]?.setId).toEqual(expect.any(Number));
    expect(next).toBe(String(items[1]?.number));
    const rest = await page(`?cursor=${next}`);
    expect(rest).toMatchObject({ items: [{ outcome: 'completed' }, { outcome: 'completed' }], next: null });
  });

  it.each([
    ['/api/v1/clusters/nope/runs', 404],
    ['/api/v1/clusters/a/runs?limit=0', 400],
    ['/api/v1/clusters/a/runs?kind=other', 400],
  ])('%s answers %s', async (path, status) => {
    expect((await world.api.call(path)).status).toBe(status);
  });
});

describe('when Holdfast stops', () => {
  it('it ends the streams of the overview, which do not keep it from ending', async () => {
    const following = listen(() => false);
    await overview();
    expect(await world.holdfast.stop('standalone')).toBe(0);
    expect((await following.catch(() => ({ ended: true }))).ended).toBe(true);
  });
});
