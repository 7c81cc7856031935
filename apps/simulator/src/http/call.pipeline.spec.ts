import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultInput } from '../faults/fault.schema.ts';
import { startSimulator } from '../start-simulator.ts';
import type { Simulator } from '../start-simulator.ts';
import type { CallEffect, Effect } from '../effects/effect.ts';

const quick = { appearDelayMs: 0, partDurationMs: 0, partGapMs: 0, deleteDelayMs: 0 };

describe('a faulty component', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ clusters: { a: { settings: { operate: quick } } } });
  });
  afterEach(() => simulator.close());

  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${simulator.controlUrl}/clusters/a${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  const fault = async (spec: FaultInput) => {
    expect((await control('POST', '/faults', spec)).status).toBe(201);
  };
  const operate = (path = '', init: RequestInit = {}) =>
    fetch(`${simulator.clusters.a?.operate ?? ''}/actuator/backups${path}`, {
      signal: AbortSignal.timeout(1000),
      ...init,
    });
  const post = (backupId: number) =>
    operate('', {
      method: 'POST',
      body: JSON.stringify({ backupId }),
      headers: { 'content-type': 'application/json', 'user-agent': 'spec/1' },
    });
  const calls = async () => {
    const { effects } = (await (await fetch(`${simulator.controlUrl}/effects`)).json()) as {
      effects: Effect[];
    };
    return effects.filter((effect): effect is CallEffect => effect.kind === 'call');
  };

  it('answers with another status, as often as asked and after as many as asked', async () => {
    const headers = { 'Retry-After': '7' };
    await fault({ kind: 'status', component: 'operate', status: 503, headers, times: 1, after: 1 });
    const statuses = [(await operate()).status];
    const spoilt = await operate();
    expect([spoilt.status, spoilt.headers.get('retry-after')]).toEqual([503, '7']);
    statuses.push((await operate()).status);
    expect(statuses).toEqual([200, 200]);
  });

  it('touches only the calls that are meant', async () => {
    await fault({ kind: 'status', component: 'operate', status: 500, method: 'GET', path: 'backups/42$' });
    expect((await operate('/42')).status).toBe(500);
    expect((await operate('/421')).status).toBe(400);
    expect((await post(42)).status).toBe(200);
  });

  it.each(['before', 'after'] as const)('resets the connection %s the effect', async (when) => {
    await fault({ kind: 'reset', component: 'operate', method: 'POST', when, times: 1 });
    await expect(post(5)).rejects.toThrow();
    const [call] = await calls();
    expect(call).toMatchObject({ status: null, performed: when === 'after', fault: 'reset' });
    expect((await operate('/5')).status).toBe(when === 'after' ? 200 : 400);
  });

  it.each(['resetMidAnswer', 'truncated'] as const)(
    'performs the effect and ends in the middle: %s',
    async (kind) => {
      await fault({ kind, component: 'operate', method: 'POST' });
      await expect(post(6).then((response) => response.text())).rejects.toThrow();
      expect((await operate('/6')).status).toBe(200);
    },
  );

  it('answers what is not JSON', async () => {
    await fault({ kind: 'malformedJson', component: 'operate', times: 1 });
    const answer = await operate();
    expect(answer.status).toBe(200);
    await expect(answer.json()).rejects.toThrow();
  });

  it('hangs, and then drops the connection', async () => {
    await fault({ kind: 'hang', component: 'operate', ms: 100, times: 1 });
    const started = Date.now();
    await expect(operate()).rejects.toThrow();
    expect(Date.now() - started).toBeGreaterThanOrEqual(90);
  });

  it('takes its time', async () => {
    await fault({ kind: 'latency', component: 'operate', ms: 150, when: 'after', times: 1 });
    const started = Date.now();
    expect((await post(8)).status).toBe(200);
    expect(Date.now() - started).toBeGreaterThanOrEqual(140);
  });

  it('refuses connections at once, until the fault is lifted', async () => {
    await fault({ kind: 'refuse', component: 'operate' });
    await expect(operate()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await control('DELETE', '/faults/1');
    expect((await operate()).status).toBe(200);
  });

  it('refuses connections from a certain call on, for a while', async () => {
    await fault({ kind: 'refuse', component: 'operate', method: 'POST', ms: 200, times: 1 });
    expect((await operate()).status).toBe(200);
    await expect(post(9)).rejects.toThrow();
    await expect(operate()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await operate()).status).toBe(200);
  });

  it('is known by its address to the callers only: web apps notice that Elasticsearch refuses', async () => {
    await fault({ kind: 'refuse', component: 'elasticsearch' });
    const answer = (await (await operate()).json()) as { message: string };
    expect(answer.message).toContain('Encountered an error connecting to Elasticsearch');
  });

  it('leaves a trace of who did what', async () => {
    await post(11);
    await post(11);
    const seen = await calls();
    expect(seen).toMatchObject([
      {
        method: 'POST',
        path: '/actuator/backups',
        requestBody: { backupId: 11 },
        status: 200,
        performed: true,
      },
      { status: 400, performed: false, fault: null, caller: { userAgent: 'spec/1' } },
    ]);
    expect(seen[1]?.result).toContain('A backup with ID [11] already exists');
  });
});
