import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '#contracts';
import { runbookOf } from '#domain';
import { World } from '../support/world.ts';

/** How the dashboard is served: what a browser does with it is in test/browser. */
let world: World;
let html: string;
beforeAll(async () => {
  world = await World.create(['a']);
  html = (await world.api.call<string>('/')).body;
});
afterAll(() => world.close());

const assets = (): string[] =>
  [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);

describe('the page', () => {
  it.each([
    '/',
    '/login',
    '/clusters',
    '/clusters/a',
    '/clusters/a/backups/123',
    '/clusters/a/schedules',
    '/alerts',
  ])('is served at %s, and the browser asks for it again each time', async (path) => {
    const { status, body, headers } = await world.api.call<string>(path);
    expect(status).toBe(200);
    expect(body).toBe(html);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('has no inline script, and a policy that would not run one', async () => {
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|style=/);
    const policy = (await world.api.call('/clusters/a')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('has assets that a browser keeps permanently, because their names change with their content', async () => {
    expect(assets().length).toBeGreaterThanOrEqual(3);
    for (const path of assets()) {
      const { status, headers } = await world.api.call(path);
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('is small, and contains no validator', async () => {
    // All that the first page loads, its pages apart.
    const scripts = assets().filter((path) => path.endsWith('.js'));
    const bodies = await Promise.all(scripts.map(async (path) => (await world.api.call<string>(path)).body));
    const body = bodies.join('');
    expect(body.length).toBeLessThan(155_000);
    expect(body).not.toMatch(/ZodError|zod\.dev/);
  });

  it('accepts no other method', async () => {
    expect((await world.api.call('/clusters/a', { method: 'POST' })).status).toBe(404);
  });
});

describe('the documentation', () => {
  it('is below /docs for every caller, runbooks included, and nothing inline is run', async () => {
    for (const path of ['/docs/', '/docs/runbooks/', runbookOf('backup-lost')]) {
      const { status, headers, body } = await world.api.call<string>(path);
      expect(status).toBe(200);
      expect(headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(body).not.toMatch(/<script(?![^>]*\ssrc=)/);
    }
    expect((await world.api.call<string>(runbookOf('backup-lost'))).body).toContain('backup-lost');
  });

  it('has a page for what it does not have, and leaves changes to the API', async () => {
    const missing = await world.api.call<string>('/docs/nothing');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).toMatch(/^text\/html/);
    const changed = await world.api.call<Problem>('/docs/', { method: 'POST' });
    expect(changed.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe('what is not its own', () => {
  it.each(['/api', '/api/v1/nothing', '/api/v1/clusters/nope/runs'])(
    '%s is a problem and no page, also for a browser',
    async (path) => {
      const { status, headers, body } = await world.api.call<Problem>(path, {
        headers: { accept: 'text/html' },
      });
      expect(status).toBe(404);
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(body.type).toMatch(/^urn:holdfast:problem:/);
    },
  );

  it.each(['/auth/nothing', '/admin/nothing', '/health/nothing', '/nothing', '/assets/nothing.js'])(
    '%s is a problem for a program, and for a person the page that says so',
    async (path) => {
      for (const accept of ['*/*', 'application/json']) {
        const { status, body } = await world.api.call<Problem>(path, { headers: { accept } });
        expect(status).toBe(404);
        expect(body.type).toBe('urn:holdfast:problem:not-found');
      }
      const page = await world.api.call<string>(path, {
        headers: { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
      });
      expect(page.status).toBe(404);
      expect(page.body).toBe(html);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    },
  );

  it('health and the documentation of the API are where they were', async () => {
    expect((await world.api.call('/health/live')).status).toBe(200);
    const docs = await world.api.call<string>('/api/docs');
    expect(docs.status).toBe(200);
    expect(docs.body).toMatch(/swagger-ui/);
    expect(docs.headers.get('content-security-policy')).toContain("script-src 'self' 'unsafe-inline'");
    const answer = await world.api.call('/api/v1/clusters');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
