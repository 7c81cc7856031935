import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appRoutes } from '@bull-board/api/dist/routes.js';
import { Queue } from 'bullmq';
import { QUEUE_PREFIX } from '#contracts';
import { World } from '../support/world.ts';

const PASSWORD = 'of the board';
const LOGIN = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;

let world: World;
beforeAll(async () => {
  world = await World.create(['a'], { config: { bullBoard: { password: PASSWORD } } });
});
afterAll(() => world.close());

/** What the changes that Bull Board offers need, all in one: each takes its own part. */
const ANY_CHANGE = {
  ...{ name: 'x', data: {}, options: {}, jobData: {}, force: true, runAt: Date.now() + 60_000, priority: 1 },
  ...{ concurrency: 5, max: 1, duration: 1_000, pattern: '0 3 * * *' },
};

/** What Bull Board answers, as far as it is looked at. */
interface Board {
  queues: {
    name: string;
    jobs: { id: string; name: string; externalUrl: { displayText: string; href: string } }[];
  }[];
}

/** How many jobs of each state the queue of Zeebe has, and whether it is paused. */
async function countsOf(url: string): Promise<unknown> {
  const queue = new Queue('zeebe', { connection: { url }, prefix: QUEUE_PREFIX });
  try {
    return [await queue.getJobCounts(), await queue.isPaused()];
  } finally {
    await queue.close();
  }
}

describe('Bull Board', () => {
  it('shows jobs by cluster and run, with the way to its page, and changes none', async () => {
    const { backupId } = (await world.api.start('a')).body;
    await world.api.done('a', backupId);
    const board = (path: string, method = 'GET') =>
      world.api.call<Board>(`/admin/queues${path}`, {
        headers: { authorization: LOGIN, 'content-type': 'application/json' },
        method,
        ...(method !== 'GET' && { body: JSON.stringify(ANY_CHANGE) }),
      });
    const { body } = await board('/api/queues?activeQueue=zeebe&status=latest&page=1&jobsPerPage=10');
    const { jobs } = body.queues.find(({ name }) => name === 'zeebe')!;
    expect(jobs.map(({ name }) => name)).toContain(`a, backup ${backupId}: backup-zeebe`);
    const job = jobs.find(({ name }) => name.endsWith(': backup-zeebe'))!;
    expect(job.externalUrl).toEqual({
      displayText: `a: backup ${backupId}`,
      href: `/clusters/a/backups/${backupId}`,
    });
    // Every route of the installed version that is not a read.
    const changes = appRoutes.api.filter(({ method }) => method !== 'get');
    expect(changes.length).toBeGreaterThan(15);
    const before = await countsOf(world.redis.url);
    for (const { method, route } of changes) {
      const path = String(route)
        .replace(':queueName', 'zeebe')
        .replace(':jobId', job.id)
        .replace(':queueStatus', 'completed')
        .replace(':schedulerId', 'a.nightly');
      const { status } = await board(path, String(method).toUpperCase());
      // Those for all queues leave out every queue that is for looking.
      if (path === '/api/queues/pause' || path === '/api/queues/resume') continue;
      expect([path, status]).toEqual([path, 405]);
    }
    expect(await countsOf(world.redis.url)).toEqual(before);
  });
});
