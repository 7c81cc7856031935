import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { addressOf } from '#contracts/endpoints';
import { World } from '../test/support/world.ts';

// How long the list of backups takes, and how many calls the components see for it, with a long history of sets.
//   npm run bench:catalogue [sets]

const SETS = Number(process.argv[2] ?? 5_000);
const FIRST_ID = 1_700_000_001;
const STEP = 3_600;
const LIST = addressOf('backup.list', { cluster: 'many' });
/** What was read from the components is as good as new for two seconds. */
const STALE_MS = 2_100;

interface Row {
  what: string;
  ms: number[];
  calls: string[];
  bytes: number;
}

const calls: string[] = [];
const world = await World.create(['many'], {
  hooks: {
    onCall: (_, { component, method, path, caller }, moment) => {
      // Holdfast's loops over exporting run at the same time, and are no part of the list.
      if (moment === 'before' && caller.userAgent?.includes('catalogue'))
        calls.push(
          `${component} ${method} ${path.replace(/\?.*$/, '').replace(/\/[^/]*\d{6}.*$/, '/<names>')}`,
        );
      return Promise.resolve(undefined);
    },
  },
});

async function measure(what: string, path: string, { pauseMs = 0, times = 1 } = {}): Promise<Row> {
  const row: Row = { what, ms: [], calls: [], bytes: 0 };
  for (let count = 0; count < times; count += 1) {
    if (pauseMs > 0) await sleep(pauseMs);
    calls.length = 0;
    const startedAt = performance.now();
    const { status, body } = await world.api.call<unknown>(path);
    row.ms.push(performance.now() - startedAt);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    row.calls = [...calls];
    row.bytes = JSON.stringify(body).length;
  }
  return row;
}

function print(title: string, rows: readonly Row[]): void {
  const lines = rows.map(({ what, ms, calls: seen, bytes }) => {
    const sorted = ms.map(Math.round).sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const spread = sorted.length > 1 ? ` (${sorted[0] ?? 0}-${sorted.at(-1) ?? 0})` : '';
    const time = `${median} ms${spread}`.padStart(18);
    const size = `${Math.round(bytes / 1024)} KB`.padStart(8);
    return `${what.padEnd(46)}${time}${size}  ${seen.length} calls: ${seen.join(', ') || '-'}`;
  });
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
}

async function list(title: string): Promise<void> {
  const deep = FIRST_ID + STEP * Math.floor(SETS / 10);
  const deeper = FIRST_ID + STEP * Math.floor(SETS / 5);
  print(title, [
    await measure('limit=20, first', `${LIST}?limit=20`, { pauseMs: STALE_MS }),
    await measure('limit=20, again at once', `${LIST}?limit=20`, { times: 20 }),
    await measure('limit=20, again after 2 s', `${LIST}?limit=20`, { pauseMs: STALE_MS, times: 5 }),
    await measure('limit=20, deep cursor, at once', `${LIST}?limit=20&cursor=${deep}`),
    await measure('limit=20, deep cursor, after 2 s', `${LIST}?limit=20&cursor=${deeper}`, {
      pauseMs: STALE_MS,
    }),
    await measure('limit=100, first', `${LIST}?limit=100`, { pauseMs: STALE_MS }),
    await measure('one backup, after 2 s', `${LIST}/${deep}`, { pauseMs: STALE_MS }),
  ]);
}

try {
  await world.act('many', { action: 'placeSets', count: SETS, firstId: FIRST_ID, step: STEP });
  await list(`${SETS} sets that other tools took`);

  await world.redis.flush();
  const startedAt = performance.now();
  const redis = new Redis(world.redis.url);
  while ((await redis.exists('{holdfast:many}:known')) === 0) {
    await sleep(50);
    if (performance.now() - startedAt > 300_000)
      throw new Error('the list was not put together within 300 s');
  }
  redis.disconnect();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  await list(`${SETS} runs on record, put together in ${seconds} s after Redis had lost everything`);
} finally {
  await world.close();
}
