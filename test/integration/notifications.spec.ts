import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Alert, AlertList, NotificationTargetList } from '#contracts';
import { Api } from '../support/api.ts';
import { HoldfastProcesses } from '../support/holdfast.ts';
import { Mailbox } from '../support/mailbox.ts';
import { Receiver } from '../support/receiver.ts';
import { clusterConfig, World } from '../support/world.ts';

const MAIL_PASSWORD = 'marked-mail-password';
const PATH_SECRET = 'marked-path-secret';

let world: World;
let apps: HoldfastProcesses;
let api: Api;
let receiver: Receiver;
let mailbox: Mailbox;

beforeAll(async () => {
  receiver = await Receiver.start();
  mailbox = new Mailbox({ user: 'holdfast', password: MAIL_PASSWORD });
  const smtp = await mailbox.start();
  receiver.behave('/hangs', 'hang');
  receiver.behave('/moody', 503, 500, 200);
  world = await World.create(['a', 'b'], { standalone: false });
  apps = new HoldfastProcesses(world.redis.url, {
    http: { port: 0 },
    steps: { pollMin: '20ms', pollMax: '100ms', callTimeout: '2s', workerGrace: '3s' },
    notifications: [
      // First in the list, and it never answers.
      { name: 'hangs', webhook: { url: receiver.url('/hangs') } },
      {
        name: 'ops',
        webhook: {
          url: receiver.url(`/hook/${PATH_SECRET}`),
          headers: { Authorization: 'Bearer marked-token' },
        },
      },
      { name: 'moody', webhook: { url: receiver.url('/moody') }, clusters: ['a'] },
      { name: 'chat', slack: { url: receiver.url('/slack') }, resolved: false },
      { name: 'mail', email: { smtp, from: 'holdfast@example.com', to: ['ops@example.com'] } },
      { name: 'only-verify', webhook: { url: receiver.url('/verify') }, kinds: ['verify-too-old'] },
      { name: 'dead-man', heartbeat: { url: receiver.url('/completed') } },
      { name: 'alive', heartbeat: { url: receiver.url('/alive'), when: 'alive', every: '1s' } },
    ],
    clusters: ['a', 'b'].map((name) => ({
      ...clusterConfig(world.simulator, name, '60s'),
      alerts: { exportingUnknownAfter: '5s' },
    })),
  });
  api = new Api(await apps.start('standalone'));
}, 60_000);
afterAll(async () => {
  await apps.stopAll();
  await world.close();
  await receiver.stop();
  await mailbox.stop();
}, 60_000);

const HOOK = `/hook/${PATH_SECRET}`;
const alerts = async (): Promise<Alert[]> => (await api.call<AlertList>('/api/v1/alerts')).body.items;

async function untilAlerts(enough: (all: Alert[]) => boolean): Promise<Alert[]> {
  let all = await alerts();
  for (let tries = 0; tries < 300 && !enough(all); tries += 1) {
    await sleep(100);
    all = await alerts();
  }
  return all;
}

interface Event {
  id: string;
  type: string;
  data: { alert?: Alert };
}

/** Everything that arrived: a delivery whose answer was lost in a kill comes again. */
const events = (path: string) => receiver.at(path).map(({ body }) => JSON.parse(body) as Event);

/** The delivered events, each one once by its id. */
const told = (path: string): Event[] => [...new Map(events(path).map((event) => [event.id, event])).values()];

describe('notifications', () => {
  let failed: number;

  it('report a failed backup once to every target that asks for it, each in its own form', async () => {
    await world.fault('a', { kind: 'webAppPartFails', component: 'operate', part: 3, times: 1 });
    failed = (await api.start('a')).body.backupId;
    expect((await api.done('a', failed)).outcome).toBe('failed');
    const [call] = await receiver.until(HOOK, (all) => all.length > 0);
    expect(call?.headers).toMatchObject({
      authorization: 'Bearer marked-token',
      'content-type': 'application/cloudevents+json',
    });
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      specversion: '1.0',
      type: 'io.holdfast.alert.raised',
      source: '/holdfast/clusters/a',
      subject: 'last-backup-failed',
      datacontenttype: 'application/json',
      data: { alert: { kind: 'last-backup-failed', severity: 'critical', subject: String(failed) } },
    });
    const [message] = await receiver.until('/slack', (all) => all.length > 0);
    expect((JSON.parse(message?.body ?? '') as { text: string }).text).toMatch(
      new RegExp(`^\\*critical a: last-backup-failed \\(${failed}\\)\\*\\n`),
    );
    const [mail] = await mailbox.until(1);
    expect(mail).toContain(`Subject: [holdfast] critical a: last-backup-failed (${failed})`);
    expect(mail).toContain('To: ops@example.com');
    expect(await alerts()).toEqual([expect.objectContaining({ cluster: 'a', kind: 'last-backup-failed' })]);
  }, 60_000);

  it('are tried again until the receiver accepts them', async () => {
    const calls = await receiver.until('/moody', (all) => all.length >= 3);
    expect(new Set(calls.map(({ body }) => (JSON.parse(body) as { id: string }).id)).size).toBe(1);
    await untilDelivered('moody');
  }, 60_000);

  it('report the end of an alert, and send the heartbeat of a completed backup', async () => {
    expect(receiver.at('/completed')).toEqual([]);
    const { body } = await api.start('a');
    expect((await api.done('a', body.backupId)).outcome).toBe('completed');
    await receiver.until('/completed', (all) => all.length > 0);
    await receiver.until(HOOK, () => events(HOOK).some(({ type }) => type === 'io.holdfast.alert.resolved'));
    expect(await untilAlerts((all) => all.length === 0)).toEqual([]);
    expect(receiver.at('/slack')).toHaveLength(1);
    const types = events(HOOK).map(({ type }) => type);
    expect(types).toEqual(['io.holdfast.alert.raised', 'io.holdfast.alert.resolved']);
    expect(told(HOOK)).toHaveLength(2);
    expect(receiver.at('/completed')).toHaveLength(1);
  }, 60_000);

  it('are not delayed by a target that hangs', async () => {
    expect(receiver.at('/hangs').length).toBeGreaterThan(0);
    await receiver.until('/alive', (all) => all.length >= 3);
    expect(receiver.at('/verify')).toEqual([]);
    const { body } = await api.call<NotificationTargetList>('/api/v1/notifications');
    const of = (name: string) => body.items.find((each) => each.name === name);
    expect(of('ops')).toMatchObject({ way: 'webhook', failedAt: null, failure: null });
    expect(of('ops')?.deliveredAt).not.toBeNull();
    expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|marked/);
  }, 60_000);

  it('are not delayed by a target that hangs, also with many events', async () => {
    const [hung, told] = [receiver.at('/hangs').length, receiver.at('/slack').length];
    for (let count = 0; count < 30; count += 1)
      expect((await api.post('/api/v1/notifications/hangs/test')).status).toBe(202);
    expect((await api.post('/api/v1/notifications/chat/test')).status).toBe(202);
    await receiver.until('/slack', (all) => all.length > told);
    // Had it waited for the others, most of them would have been called and given up first.
    expect(receiver.at('/hangs').length - hung).toBeLessThan(10);
  }, 60_000);

  it('report unknown exporting under one id, although the process is killed in between', async () => {
    // Killed while the receiver has it and has not answered, so that it comes again.
    receiver.behave(HOOK, 'hang', 200);
    await world.fault('b', { component: 'zeebe', kind: 'refuse' }, { component: 'broker-0', kind: 'refuse' });
    await untilAlerts((all) => all.some(({ kind }) => kind === 'exporting-unknown'));
    const [alert] = (await alerts()).filter(({ kind }) => kind === 'exporting-unknown');
    const ofUnknown = () => events(HOOK).filter(({ data }) => data.alert?.kind === 'exporting-unknown');
    await receiver.until(HOOK, () => ofUnknown().length > 0);
    await apps.stop('standalone', 'SIGKILL');
    api = new Api(await apps.start('standalone'));
    await api.ready();
    // Two looks of the new process: it knows the alert, keeps its time, and does not notify again.
    await sleep(11_000);
    await receiver.until(HOOK, () => ofUnknown().length > 1);
    const [first, ...again] = ofUnknown();
    expect(first).toMatchObject({
      type: 'io.holdfast.alert.raised',
      data: { alert: { since: alert?.since } },
    });
    for (const each of again) expect(each).toEqual(first);
    expect((await alerts()).find(({ kind }) => kind === 'exporting-unknown')).toEqual(alert);
    await world.clearFaults('b');
    await untilAlerts((all) => all.every(({ kind }) => kind !== 'exporting-unknown'));
    await receiver.until(HOOK, () => ofUnknown().some(({ type }) => type === 'io.holdfast.alert.resolved'));
  }, 90_000);

  it('have an id in the body and in a header, a different one for each event', () => {
    const calls = ['/hangs', HOOK, '/moody'].flatMap((path) => receiver.at(path));
    for (const { headers, body } of calls) expect(headers['webhook-id']).toBe((JSON.parse(body) as Event).id);
    const named = told(HOOK).map(({ type, data: { alert } }) => [
      type,
      alert?.cluster,
      alert?.kind,
      alert?.since,
    ]);
    expect(named.length).toBeGreaterThan(2);
    expect(new Set(named.map(String)).size).toBe(named.length);
    for (const path of ['/slack', '/completed'])
      for (const { headers } of receiver.at(path))
        expect(headers['webhook-id']).toMatch(/^[a-z]+-[0-9a-f-]+$/);
  });

  it('can be tested, but only for a target that exists', async () => {
    const before = receiver.at('/slack').length;
    expect((await api.post('/api/v1/notifications/chat/test')).status).toBe(202);
    const [message] = (await receiver.until('/slack', (all) => all.length > before)).slice(before);
    expect(message?.body).toContain('*test*');
    const missing = await api.post<{ detail: string }>('/api/v1/notifications/chatt/test');
    expect(missing.status).toBe(404);
    expect(missing.body.detail).toContain('chat');
  }, 60_000);

  it('of what is silenced are not sent until the silence ends; an acknowledgement is shown', async () => {
    const params = { cluster: 'b' };
    const kind = 'last-backup-failed' as const;
    const silence = await api.read('silence.create', {
      params,
      body: { kind, seconds: 3_600, note: 'move' },
    });
    expect(await api.read('silence.list')).toEqual({ items: [silence], next: null });
    await world.fault('b', { kind: 'webAppPartFails', component: 'operate', part: 3, times: 1 });
    const { backupId } = (await api.start('b')).body;
    await api.done('b', backupId);
    const [shown] = await untilAlerts((all) => all.some(({ cluster }) => cluster === 'b'));
    expect(shown).toMatchObject({ silenced: { id: silence.id, note: 'move' }, acknowledged: null });
    // What was sent before this has arrived before it, too.
    const isTest = (type: string) => type === 'io.holdfast.test';
    const tests = events(HOOK).filter(({ type }) => isTest(type)).length;
    await api.post('/api/v1/notifications/ops/test');
    await receiver.until(HOOK, () => events(HOOK).filter(({ type }) => isTest(type)).length > tests);
    const ofBackup = () => events(HOOK).filter(({ data }) => data.alert?.subject === String(backupId));
    expect(ofBackup()).toEqual([]);

    const subject = String(backupId);
    const unknown = await api.ask('alert.acknowledge', { params, body: { kind } });
    expect([unknown.status, unknown.body.detail]).toEqual([404, expect.stringContaining(subject)]);
    const seen = await api.read('alert.acknowledge', { params, body: { kind, subject, note: 'on it' } });
    expect(seen.acknowledged).toMatchObject({ by: 'anonymous', note: 'on it' });
    expect(await alerts()).toEqual([seen]);

    const end = `/api/v1/clusters/b/silences/${silence.id}`;
    expect(await api.call(end, { method: 'DELETE' })).toMatchObject({ status: 200, body: silence });
    expect((await api.call(end, { method: 'DELETE' })).status).toBe(404);
    await receiver.until(HOOK, () => ofBackup().length > 0);
    expect((await alerts())[0]).toMatchObject({ silenced: null, acknowledged: { note: 'on it' } });
  }, 60_000);

  it('put no address and no credential into a log or a job', async () => {
    const redis = new Redis(world.redis.url);
    const keys = await redis.keys('{holdfast}:notifications*');
    const values = await Promise.all(
      keys.map(async (key) =>
        (await redis.type(key)) === 'hash' ? JSON.stringify(await redis.hgetall(key)) : '',
      ),
    );
    redis.disconnect();
    expect(values.some((value) => value.includes('last-backup-failed'))).toBe(true);
    for (const text of [...values, apps.log('standalone')]) expect(text).not.toMatch(/marked-|hook\//);
  });
});

async function untilDelivered(target: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { body } = await api.call<NotificationTargetList>('/api/v1/notifications');
    if (body.items.find(({ name }) => name === target)?.deliveredAt) return;
    await sleep(100);
  }
  throw new Error(`nothing was delivered to ${target}`);
}
