import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator } from '../start-simulator.ts';
import type { Simulator } from '../start-simulator.ts';

describe('the control API', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({
      clusters: { a: {}, b: { zeebe: { brokers: 3, replicationFactor: 3 } } },
    });
  });
  afterEach(() => simulator.close());

  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${simulator.controlUrl}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown>,
    };
  };
  const zeebe = (cluster: string) => simulator.clusters[cluster]?.zeebe ?? '';

  it('is up, and shows every cluster with its addresses and its whole state', async () => {
    expect((await ask('GET', '/health')).body).toEqual({ status: 'UP' });
    const { body } = await ask('GET', '/clusters');
    expect(body.clusters).toMatchObject({
      a: {
        urls: simulator.clusters.a,
        down: [],
        state: { zeebe: { partitions: [{ checkpointId: 0 }, {}] } },
      },
      b: { urls: { brokers: [expect.any(String), expect.any(String), expect.any(String)] } },
    });
  });

  it('changes settings one by one, and refuses what it does not know', async () => {
    const { body } = await ask('PATCH', '/clusters/a/settings', { zeebe: { recordsPerSecond: 0 } });
    expect(body.zeebe).toMatchObject({ recordsPerSecond: 0, appearDelayMs: 300 });
    const refused = await ask('PATCH', '/clusters/a/settings', { zeebe: { speed: 1 } });
    expect([refused.status, refused.body.message]).toEqual([400, expect.stringContaining('speed')]);
  });

  it('takes faults one by one or as a list, shows how often they were met, and removes them', async () => {
    const faults = [
      { kind: 'resumeIgnored' },
      { kind: 'status', component: 'zeebe', status: 418, path: 'info' },
    ];
    expect((await ask('POST', '/clusters/a/faults', faults)).status).toBe(201);
    await fetch(`${zeebe('a')}/actuator/info`);
    expect((await ask('GET', '/clusters/a/faults')).body.faults).toMatchObject([
      { id: 1, applied: 0 },
      { id: 2, applied: 1, spec: { status: 418 } },
    ]);
    expect((await ask('DELETE', '/clusters/a/faults/2')).status).toBe(204);
    expect((await fetch(`${zeebe('a')}/actuator/info`)).status).toBe(200);
    expect((await ask('DELETE', '/clusters/a/faults')).status).toBe(204);
    expect((await ask('GET', '/clusters/a/faults')).body.faults).toEqual([]);
    expect((await ask('POST', '/clusters/a/faults', { kind: 'gremlins' })).status).toBe(400);
  });

  it('pauses exporting as another client would, and logs it', async () => {
    await ask('POST', '/clusters/a/actions', { action: 'pauseExporting', soft: true });
    const partitions = (await (await fetch(`${zeebe('a')}/actuator/partitions`)).json()) as Record<
      string,
      object
    >;
    expect(partitions['1']).toMatchObject({ exporterPhase: 'SOFT_PAUSED' });
    const { body } = await ask('GET', '/effects?cluster=a');
    expect(body.effects).toMatchObject([
      { kind: 'action', detail: { action: 'pauseExporting', soft: true } },
      { kind: 'exporting-phase', detail: { partitionId: 1, from: 'EXPORTING', to: 'SOFT_PAUSED' } },
      { kind: 'exporting-phase', detail: { partitionId: 2 } },
    ]);
    expect((await ask('GET', '/effects?cluster=a&since=2')).body.effects).toHaveLength(1);
    expect((await ask('GET', '/effects?cluster=b')).body.effects).toEqual([]);
  });

  it('removes index templates, all or by what they are for, and loses files of a snapshot', async () => {
    const elasticsearch = simulator.clusters.a?.elasticsearch ?? '';
    const templates = async () => {
      const response = await fetch(`${elasticsearch}/_index_template`);
      return ((await response.json()) as { index_templates: { name: string }[] }).index_templates.map(
        ({ name }) => name.split(/[-_]/)[0],
      );
    };
    const all = ['operate', 'tasklist', 'optimize', 'zeebe'];
    expect(new Set(await templates())).toEqual(new Set(all));
    await ask('POST', '/clusters/a/actions', { action: 'removeTemplates', prefix: 'operate-' });
    expect(new Set(await templates())).toEqual(new Set(all.slice(1)));
    await ask('POST', '/clusters/a/actions', { action: 'removeTemplates' });
    expect(await templates()).toEqual([]);
    const lost = await ask('POST', '/clusters/a/actions', { action: 'loseSnapshotFile', snapshot: 'x' });
    expect([lost.status, lost.body.message]).toEqual([400, expect.stringContaining('no snapshot x')]);
  });

  it('restarts a broker: it refuses connections, another one leads, and it comes back', async () => {
    const own = () => fetch(`${simulator.clusters.b?.brokers[0] ?? ''}/actuator/partitions`);
    await ask('POST', '/clusters/b/actions', { action: 'restartBroker', broker: 0, downMs: 100 });
    await expect(own()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    const { body } = await ask('GET', '/clusters/b');
    expect(body.state).toMatchObject({ zeebe: { partitions: [{ leader: 1 }, { leader: 1 }] } });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await (await own()).json()) as object).toMatchObject({
      1: { role: 'FOLLOWER', exporterPhase: null },
    });
  });

  it('does not let effects be deleted, and says what it does not have', async () => {
    expect((await ask('DELETE', '/effects')).status).toBe(405);
    expect((await ask('GET', '/clusters/z')).status).toBe(404);
    expect((await ask('POST', '/clusters/a/actions', { action: 'stop', component: 'identity' })).status).toBe(
      400,
    );
  });

  it.each([
    ['another name of this machine', { host: 'evil.example:80' }, 403],
    ['a page', { origin: 'http://evil.example', 'content-type': 'application/json' }, 403],
    ['a form of a page', { 'content-type': 'text/plain' }, 415],
  ])('does not listen to %s', async (_, headers, status) => {
    const url = new URL(`${simulator.controlUrl}/clusters/a/actions`);
    const answered = await new Promise<number>((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.once('error', reject).end(JSON.stringify({ action: 'stopCamunda' }));
    });
    expect(answered).toBe(status);
    expect((await ask('GET', '/effects?cluster=a')).body.effects).toEqual([]);
  });
});
