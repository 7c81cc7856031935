import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '#contracts';
import { aToken } from '../support/tokens.ts';
import { World } from '../support/world.ts';

const [viewer, other] = [aToken('vera', 'viewer'), aToken('otto', 'viewer')];

let world: World;
beforeAll(async () => {
  world = await World.create(['a'], {
    config: {
      access: { tokens: [viewer.entry, other.entry], rateLimit: { requestsPerMinute: 100_000 } },
    },
  });
});
afterAll(() => world.close());

/** Reads until the stream ends. */
async function toTheEnd(response: Response): Promise<void> {
  for await (const chunk of response.body ?? []) expect(chunk).toBeDefined();
}

describe('event streams', () => {
  it('are limited to 50 per caller, and each caller has its own limit', async () => {
    const api = world.api.as(viewer.token);
    const open = await Promise.all(Array.from({ length: 50 }, () => api.open('/api/v1/overview/events')));
    expect(open.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    const refused = await api.call<Problem>('/api/v1/overview/events');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused.body.detail).toBe('You have 50 event streams open, and may have 50. Close some.');
    const another = await world.api.as(other.token).open('/api/v1/overview/events');
    expect(another.status).toBe(200);
    await Promise.all([another, ...open].map(({ body }) => body?.cancel()));
    // What was closed counts no more, as soon as the server noticed.
    for (;;) {
      const again = await api.open('/api/v1/overview/events');
      await again.body?.cancel();
      if (again.status === 200) break;
    }
  });

  it('end after a logout, also the stream of a run in progress', async () => {
    const login = await fetch(`${world.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: viewer.token }),
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const overview = await fetch(`${world.address}/api/v1/overview/events`, { headers: { cookie } });
    expect(overview.status).toBe(200);
    await fetch(`${world.address}/api/v1/session`, { method: 'DELETE', headers: { cookie } });
    await toTheEnd(overview);
  });
});
