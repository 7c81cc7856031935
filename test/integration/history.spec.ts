import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { exportedRunSchema, type ExportedRun, type Problem } from '#contracts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { clientOf, HistoryWriter } from '../support/history-world.ts';
import { World } from '../support/world.ts';

const KEPT = 10;
const KEYS = '{holdfast:a}';

let world: World;
let redis: Redis;
let sets: ClusterApi;
beforeAll(async () => {
  world = await World.create(['a', 'b'], { config: { history: { keep: { count: KEPT } } } });
  redis = await clientOf(world.redis.url);
  sets = new ClusterApi(world.api, 'a');
});
afterAll(async () => {
  redis.disconnect();
  await world.close();
});

const onRecord = async (): Promise<number[]> => (await redis.zrange(`${KEYS}:runs`, '0', '-1')).map(Number);
const ended = async (number: number): Promise<void> => {
  await until(
    () => redis.hget(`${KEYS}:run:${number}`, 'phase'),
    (phase) => phase === 'done',
  );
};

/** Runs that change nothing: Zeebe refuses, so each is rejected at its preflight. */
async function reject(count: number): Promise<number[]> {
  await world.act('a', { action: 'stop', component: 'zeebe' });
  const numbers: number[] = [];
  while (numbers.length < count) {
    const { status, body } = await world.api.start('a');
    expect(status).toBe(202);
    await ended(body.backupId);
    numbers.push(body.backupId);
  }
  await world.act('a', { action: 'start', component: 'zeebe' });
  return numbers;
}

/** Every item of a list, page by page. */
async function paged(path: string): Promise<{ numbers: number[]; pages: number }> {
  const numbers: number[] = [];
  let pages = 0;
  for (let next: string | null = ''; next !== null;) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`;
    const { body } = await world.api.call<{
      items: { number?: number; backupId?: number }[];
      next: string | null;
    }>(`/api/v1/clusters/a/${path}?limit=4${cursor}`);
    numbers.push(...body.items.map(({ number, backupId }) => number ?? backupId ?? 0));
    next = body.next;
    pages += 1;
  }
  return { numbers, pages };
}

async function exported(query = ''): Promise<ExportedRun[]> {
  const { status, body, headers } = await world.api.call<string>(`/api/v1/runs/export${query}`);
  expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  const lines = body.split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => exportedRunSchema.parse(JSON.parse(line)));
}

describe('a cluster whose history is full', () => {
  let first: number;
  let second: number;
  let deletion: number;
  let rejected: number[];
  let before: ExportedRun[];

  beforeAll(async () => {
    first = (await sets.backUp()).backupId;
    second = (await sets.backUp()).backupId;
    await sets.mark(second, 'keep');
    deletion = (await sets.removed(first)).number;
    await sets.backUp();
    before = await exported('?cluster=a');
    rejected = await reject(KEPT + 2);
    await until(onRecord, (numbers) => !numbers.includes(first));
    // The deletion goes with the next look, when the backup whose set it deleted is gone.
    rejected.push(...(await reject(1)));
    await until(onRecord, (numbers) => !numbers.includes(deletion) || numbers.length <= KEPT + 3);
  });

  it('keeps as many runs as the configuration says, and those that something needs', async () => {
    const numbers = await until(onRecord, (found) => !found.includes(rejected[2]!));
    expect(numbers.slice(-KEPT)).toEqual(rejected.slice(-KEPT));
    // The sets are there, and the newest deletion stays.
    const backups = before.filter(({ run }) => run?.kind === 'backup').map(({ number }) => number);
    const stays = [...backups.filter((number) => number !== first), deletion].sort((a, b) => a - b);
    expect(numbers.slice(0, -KEPT)).toEqual(stays);
    const keys = await redis.keys(`${KEYS}:*:*`);
    const wanted = numbers.flatMap((number) => [`${KEYS}:run:${number}`, `${KEYS}:journal:${number}`]);
    expect(keys.sort()).toEqual(wanted.sort());
  });

  it('shows the sets as complete, because their runs are still there', async () => {
    expect((await sets.backup(second)).set).toMatchObject({ state: 'complete', ownedBy: 'run', kept: true });
    expect(await sets.verify(second)).toMatchObject({ ok: true });
    expect((await sets.planned(second)).backupId).toBe(second);
  });

  it('lists what is on record on every page, without a hole, and ends', async () => {
    const numbers = (await onRecord()).reverse();
    expect(await paged('runs')).toEqual({ numbers, pages: Math.ceil(numbers.length / 4) });
    const backups = await paged('backups');
    expect(backups.numbers).toEqual(numbers.filter((number) => number !== deletion));
    expect((await paged('restores')).numbers).toEqual([]);
    // From a cursor that was trimmed: what is below it.
    const { body } = await world.api.call<{ items: { number: number }[] }>(
      `/api/v1/clusters/a/runs?cursor=${rejected[0]}`,
    );
    expect(body.items.map(({ number }) => number)).toEqual(numbers.filter((number) => number < rejected[0]!));
  });

  it.each(['backups', 'restores', 'deletions'])(
    'answers 404 with the reason for a run of %s that went',
    async (kind) => {
      const { upTo, at } = await redis.hgetall(`${KEYS}:trimmed`);
      for (const path of ['', '/events']) {
        const { status, body } = await world.api.call<Problem>(`/api/v1/clusters/a/${kind}/${first}${path}`);
        expect(status).toBe(404);
        expect(body).toMatchObject({
          type: `urn:holdfast:problem:unknown-${kind.slice(0, -1)}`,
          trimmed: { upTo: Number(upTo), at },
          remedy: expect.stringContaining('export') as unknown,
        });
        expect(body.detail).toContain('history.keep');
      }
    },
  );

  it('answers as before for a number that was never given out', async () => {
    const { status, body } = await world.api.call<Problem>(`/api/v1/clusters/a/backups/${2 ** 45}`);
    expect(status).toBe(404);
    expect(body).not.toHaveProperty('trimmed');
  });

  it('does not give a number out twice', async () => {
    for (const backupId of [first, rejected[0]!])
      expect(await world.api.start('a', { backupId })).toMatchObject({
        status: 422,
        body: { type: 'urn:holdfast:problem:backup-id-not-above-last' },
      });
  });

  it('lets the next backup complete', async () => {
    expect((await sets.backUp()).set?.state).toBe('complete');
  });

  it('was exported before: each run with its journal', () => {
    expect(before.map(({ run }) => run?.kind)).toEqual(['backup', 'backup', 'deletion', 'backup']);
    for (const { run, journal, measured } of before) {
      expect(journal.at(0)?.type).toBe('run-accepted');
      expect(journal.at(-1)?.type).toBe('run-finished');
      expect(measured === null).toBe(run?.kind !== 'backup');
    }
  });
});

describe('an export', () => {
  it('has the runs that were requested within the times, of the clusters that are asked for', async () => {
    const all = await exported('?cluster=a');
    const [from, to] = [all[2]!.run!.requestedAt, all[5]!.run!.requestedAt];
    const part = await exported(`?cluster=a&since=${from}&until=${to}`);
    expect(part.map(({ number }) => number)).toEqual(all.slice(2, 5).map(({ number }) => number));
    expect(await exported('?cluster=b')).toEqual([]);
    expect((await exported()).length).toBe(all.length);
  });

  it('refuses what it cannot filter by, naming the field', async () => {
    const ask = (query: string) => world.api.call<Problem>(`/api/v1/runs/export?${query}`);
    expect(await ask('cluster=zzz')).toMatchObject({ status: 404 });
    for (const [query, field] of [
      ['since=yesterday', 'since'],
      ['since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z', 'until'],
      ['limit=3', 'limit'],
    ] as const) {
      const { status, body } = await ask(query);
      expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
    }
  });

  it('has a line that says so for a run that this build cannot read', async () => {
    const [number] = await onRecord();
    await redis.hset(`${KEYS}:run:${number}`, 'schemaVersion', '9');
    const line = (await exported('?cluster=a')).find((each) => each.number === number);
    await redis.hset(`${KEYS}:run:${number}`, 'schemaVersion', '1');
    expect(line).toMatchObject({ run: null, journal: [] });
    expect(line?.unreadable).toContain('schema version 9');
  });

  it('and a client that follows a run see no run without its journal: what went meanwhile is a 404, no empty 204', async () => {
    await new HistoryWriter(redis, 'b').write({ number: 1, outcome: 'rejected' });
    const events = () => world.api.call<Problem>('/api/v1/clusters/b/backups/1/events');
    expect((await events()).status).toBe(200);
    // Between the look at the record and that at the journal.
    await redis.del('{holdfast:b}:journal:1');
    expect(await events()).toMatchObject({
      status: 404,
      body: { type: 'urn:holdfast:problem:unknown-backup' },
    });
  });

  it('that is cut off is broken off, so that no client takes it for the whole', async () => {
    await new HistoryWriter(redis, 'b').fill(2, 400);
    // What the client does not read stays with the server.
    const response = await fetch(`${world.address}/api/v1/runs/export?cluster=b`);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect((await reader.read()).done).toBe(false);
    await world.holdfast.stop('standalone', 'SIGKILL');
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow();
  });
});
