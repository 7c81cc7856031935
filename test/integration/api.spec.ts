import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VERSION } from '#config';
import type { Problem } from '#contracts';
import { isCall, World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.create(['a', 'down']);
});
afterAll(() => world.close());

const BACKUPS = '/api/v1/clusters/a/backups';

function raw(body: string, type = 'application/json') {
  return world.api.call<Problem>(BACKUPS, { method: 'POST', headers: { 'content-type': type }, body });
}

describe('bad input', () => {
  it.each([
    ['malformed JSON', '{"backupId":', { status: 400, kind: 'malformed-json', field: null }],
    ['an id of zero', '{"backupId":0}', { status: 400, kind: 'invalid-request', field: 'backupId' }],
    ['a negative id', '{"backupId":-5}', { status: 400, kind: 'invalid-request', field: 'backupId' }],
    ['a fractional id', '{"backupId":1.5}', { status: 400, kind: 'invalid-request', field: 'backupId' }],
    ['an id as text', '{"backupId":"17"}', { status: 400, kind: 'invalid-request', field: 'backupId' }],
    [
      'an id beyond 2^53',
      '{"backupId":9007199254740993}',
      { status: 400, kind: 'invalid-request', field: 'backupId' },
    ],
    [
      'an id beyond any number',
      '{"backupId":1e999}',
      { status: 400, kind: 'invalid-request', field: 'backupId' },
    ],
    ['a null id', '{"backupId":null}', { status: 400, kind: 'invalid-request', field: 'backupId' }],
    ['an unknown field', '{"backupID":5}', { status: 400, kind: 'invalid-request', field: 'backupID' }],
    [
      'labels that are not text',
      '{"labels":{"a":1}}',
      { status: 400, kind: 'invalid-request', field: 'labels.a' },
    ],
    ['labels that are a list', '{"labels":["a"]}', { status: 400, kind: 'invalid-request', field: 'labels' }],
    ['a body that is a list', '[]', { status: 400, kind: 'invalid-request', field: 'body' }],
    ['a body that is a number', '7', { status: 400, kind: 'invalid-request', field: 'body' }],
    [
      'an id not above the last',
      '{"backupId":5}',
      { status: 422, kind: 'backup-id-not-above-last', field: 'backupId' },
    ],
  ])('%s is refused with the field named', async (_, body, expected) => {
    const { status, kind, field } = expected;
    if (kind === 'backup-id-not-above-last') {
      const { body: run } = await world.api.start('a');
      await world.api.done('a', run.backupId);
    }
    const answer = await raw(body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/application\/problem\+json/);
    expect(answer.body).toMatchObject({
      type: `urn:holdfast:problem:${kind}`,
      status,
      title: expect.any(String),
      detail: expect.any(String),
    });
    if (field !== null) expect(answer.body.errors?.map((error) => error.field)).toContain(field);
    expect(JSON.stringify(answer.body)).not.toMatch(/\.[jt]s:\d+|node_modules/);
  });

  it('a body of another type is refused, and not ignored', async () => {
    expect(await raw('backupId=5', 'application/x-www-form-urlencoded')).toMatchObject({ status: 415 });
    expect(await raw('{"backupId":5}', 'text/plain')).toMatchObject({ status: 415 });
  });

  it('a body that is too large is refused', async () => {
    expect(await raw(JSON.stringify({ labels: { a: 'x'.repeat(100_000) } }))).toMatchObject({ status: 413 });
  });

  it.each([
    ['GET', '/api/v1/clusters/nope/backups', 404, 'unknown-cluster'],
    ['POST', '/api/v1/clusters/nope/backups', 404, 'unknown-cluster'],
    ['GET', '/api/v1/clusters/nope/exporting', 404, 'unknown-cluster'],
    ['GET', `${BACKUPS}/4242`, 404, 'unknown-backup'],
    ['GET', `${BACKUPS}/4242/events`, 404, 'unknown-backup'],
    ['POST', `${BACKUPS}/4242/cancel`, 404, 'unknown-backup'],
    ['GET', `${BACKUPS}/abc`, 400, 'invalid-request'],
    ['GET', `${BACKUPS}/0`, 400, 'invalid-request'],
    ['GET', `${BACKUPS}/1.5`, 400, 'invalid-request'],
    ['GET', `${BACKUPS}?limit=0`, 400, 'invalid-request'],
    ['GET', `${BACKUPS}?limit=1000`, 400, 'invalid-request'],
    ['GET', `${BACKUPS}?page=2`, 400, 'invalid-request'],
    ['GET', '/api/v1/nothing', 404, 'not-found'],
    ['GET', '/api/v1/clusters/%E0%A4%A/exporting', 400, 'invalid-request'],
  ])('%s %s answers %s', async (method, path, status, kind) => {
    const answer = await world.api.call<Problem>(path, { method });
    expect(answer.status).toBe(status);
    expect(answer.body.type).toBe(`urn:holdfast:problem:${kind}`);
  });

  it('a Last-Event-ID that is not one is refused', async () => {
    const { body: run } = await world.api.start('a');
    const answer = await world.api.call<Problem>(`${BACKUPS}/${run.backupId}/events`, {
      headers: { 'last-event-id': 'x' },
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'Last-Event-ID' }] } });
    await world.api.done('a', run.backupId);
  });
});

describe('a component that is down', () => {
  it('makes the run rejected, naming each failed check and its remedy, with nothing touched', async () => {
    await world.fault('down', { kind: 'refuse', component: 'tasklist' });
    const mark = await world.mark('down');
    const { body, status } = await world.api.start('down');
    expect(status).toBe(202);
    const run = await world.api.done('down', body.backupId);
    expect(run).toMatchObject({ outcome: 'rejected', exporting: 'running' });
    const failed = run.checks.filter((check) => !check.ok);
    expect(failed.map((check) => check.name).sort()).toEqual(['tasklist-backups', 'tasklist-version']);
    for (const check of failed) expect(check.remedy).toBeTruthy();
    expect(run.steps.every((step) => step.state === 'skipped')).toBe(true);
    const calls = (await world.effects('down', mark))
      .filter(isCall)
      .filter((call) => !/_verify|_has_privileges/.test(call.path));
    expect(calls).toEqual([]);
    await world.clearFaults('down');
    const next = await world.api.start('down');
    expect((await world.api.done('down', next.body.backupId)).outcome).toBe('completed');
  });
});

describe('the API describes itself', () => {
  it('in OpenAPI, with every endpoint and problem', async () => {
    const { body } = await world.api.call<{
      openapi: string;
      paths: Record<string, Record<string, { responses: object }>>;
    }>('/api/openapi.json');
    expect(body.openapi).toMatch(/^3\./);
    expect(Object.keys(body.paths).sort()).toEqual([
      '/api/v1/alerts',
      '/api/v1/audit',
      '/api/v1/calendar',
      '/api/v1/clusters',
      '/api/v1/clusters/{cluster}/alerts/acknowledge',
      '/api/v1/clusters/{cluster}/backups',
      '/api/v1/clusters/{cluster}/backups/{id}',
      '/api/v1/clusters/{cluster}/backups/{id}/adopt',
      '/api/v1/clusters/{cluster}/backups/{id}/cancel',
      '/api/v1/clusters/{cluster}/backups/{id}/events',
      '/api/v1/clusters/{cluster}/backups/{id}/keep',
      '/api/v1/clusters/{cluster}/backups/{id}/manifest',
      '/api/v1/clusters/{cluster}/backups/{id}/release',
      '/api/v1/clusters/{cluster}/backups/{id}/verify',
      '/api/v1/clusters/{cluster}/deletions/{id}',
      '/api/v1/clusters/{cluster}/deletions/{id}/events',
      '/api/v1/clusters/{cluster}/exporting',
      '/api/v1/clusters/{cluster}/exporting/resume',
      '/api/v1/clusters/{cluster}/lock/break',
      '/api/v1/clusters/{cluster}/restores',
      '/api/v1/clusters/{cluster}/restores/{id}',
      '/api/v1/clusters/{cluster}/restores/{id}/cancel',
      '/api/v1/clusters/{cluster}/restores/{id}/confirm',
      '/api/v1/clusters/{cluster}/restores/{id}/events',
      '/api/v1/clusters/{cluster}/restores/{id}/run',
      '/api/v1/clusters/{cluster}/retention',
      '/api/v1/clusters/{cluster}/retention/apply',
      '/api/v1/clusters/{cluster}/retention/last',
      '/api/v1/clusters/{cluster}/runs',
      '/api/v1/clusters/{cluster}/schedules',
      '/api/v1/clusters/{cluster}/schedules/{schedule}',
      '/api/v1/clusters/{cluster}/schedules/{schedule}/pause',
      '/api/v1/clusters/{cluster}/schedules/{schedule}/resume',
      '/api/v1/clusters/{cluster}/schedules/{schedule}/trigger',
      '/api/v1/clusters/{cluster}/silences',
      '/api/v1/clusters/{cluster}/silences/{id}',
      '/api/v1/clusters/{cluster}/trends',
      '/api/v1/doctor',
      '/api/v1/login',
      '/api/v1/me',
      '/api/v1/notifications',
      '/api/v1/notifications/{target}/test',
      '/api/v1/overview',
      '/api/v1/overview/events',
      '/api/v1/runs',
      '/api/v1/runs/export',
      '/api/v1/session',
      '/api/v1/silences',
      '/api/v1/support-bundle',
      '/api/v1/version',
      '/health/live',
      '/health/ready',
      '/metrics',
    ]);
    const start = body.paths['/api/v1/clusters/{cluster}/backups']?.post;
    expect(Object.keys(start?.responses ?? {}).sort()).toEqual([
      '202',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '415',
      '422',
      '429',
      '503',
    ]);
  });

  it('with a name for each schema, in the version of the product', async () => {
    const { body } = await world.api.call<{
      info: { version: string };
      components: { schemas: Record<string, object> };
    }>('/api/openapi.json');
    expect(body.info.version).toBe(VERSION);
    const { schemas } = body.components;
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['AlertView', 'Backup', 'FailureView', 'Problem', 'Restore', 'Run', 'Step']),
    );
    const wanted = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter((id) => id === undefined || !(id in schemas))).toEqual([]);
  });

  it('on a page', async () => {
    const page = await world.api.call<string>('/api/docs');
    expect(page.status).toBe(200);
    expect(page.body).toMatch(/Holdfast API/);
  });

  it('and shows exporting as the brokers do', async () => {
    expect((await world.api.call('/api/v1/clusters/a/exporting')).body).toMatchObject({
      exporting: 'running',
      problem: null,
      partitions: [
        { partitionId: 1, exporterPhase: 'EXPORTING' },
        { partitionId: 2, exporterPhase: 'EXPORTING' },
      ],
    });
  });
});

describe('Bull Board', () => {
  it('is not there where no password is set', async () => {
    expect((await world.api.call('/admin/queues')).status).toBe(404);
  });
});

describe('while Redis is down', () => {
  it('a request gets 503 at once, and nothing is started', async () => {
    await world.redis.kill();
    const mark = await world.mark('a');
    const answer = await world.api.call<Problem>(BACKUPS, { method: 'POST' });
    expect(answer).toMatchObject({ status: 503, body: { type: 'urn:holdfast:problem:redis-unavailable' } });
    expect((await world.api.call('/health/ready')).status).toBe(503);
    expect((await world.api.call('/health/live')).status).toBe(200);
    expect(await world.effects('a', mark)).toEqual([]);
    await world.redis.start();
    await world.api.ready();
    const { body } = await world.api.start('a');
    expect((await world.api.done('a', body.backupId)).outcome).toBe('completed');
  });
});
