import { afterEach, describe, expect, it } from '@jest/globals';
import type { AlertView, Silence } from '#contracts';
import { answering, call } from '../cli.spec-support.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

const AT = '2026-11-28T15:00:00.000Z';
const alert: AlertView = {
  ...{ cluster: 'prod', kind: 'schedule-paused', severity: 'warning', subject: 'nightly', since: AT },
  ...{
    message: 'schedule nightly is paused',
    remedy: 'Resume it.',
    runbook: '/docs/runbooks/schedule-paused',
  },
  acknowledged: { by: 'erika', at: AT, note: 'on it' },
  silenced: null,
};
const silence: Silence = {
  ...{ id: 7, cluster: 'prod', kind: 'schedule-paused', subject: null },
  ...{ until: AT, by: 'erika', at: AT, note: 'move' },
};

describe('alerts', () => {
  it('are listed with what people did about them', async () => {
    const { id, until, by, note } = silence;
    const silenced = { ...alert, acknowledged: null, silenced: { id, until, by, note } };
    answering({ items: [alert, silenced], next: null });
    const { code, out } = await call('alerts');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}Acknowledged by erika, .*: on it$/m);
    expect(out).toMatch(/^ {2}Silenced by erika until .*: move$/m);
  });

  it('are acknowledged by kind and subject', async () => {
    const requests = answering(alert);
    const { code, out } = await call('alert ack prod schedule-paused --subject nightly --note on-it');
    expect(code).toBe(0);
    expect(out).toBe('schedule-paused of prod is acknowledged by erika.\n');
    expect(requests[0]).toMatchObject({
      path: '/api/v1/clusters/prod/alerts/acknowledge',
      body: { kind: 'schedule-paused', subject: 'nightly', note: 'on-it' },
    });
  });

  it('of an unknown kind are refused with the kinds that there are', async () => {
    const { code, err } = await call('alert ack prod schedule-stopped');
    expect(code).toBe(2);
    expect(err).toContain('schedule-paused');
  });
});

describe('silences', () => {
  it('need a time, and hold back everything, or what is named', async () => {
    expect((await call('alert silence prod')).code).toBe(2);
    const requests = answering(silence);
    const { out } = await call('alert silence prod --for 2h --kind schedule-paused --note move');
    expect(out).toMatch(
      /^prod: schedule-paused is not sent until .*\nEnd it early: .*alert end-silence prod 7\n$/,
    );
    expect(requests[0]?.body).toEqual({
      kind: 'schedule-paused',
      subject: null,
      seconds: 7_200,
      note: 'move',
    });
    await call('alert silence prod --for 30m');
    expect(requests[1]?.body).toEqual({ kind: null, subject: null, seconds: 1_800, note: '' });
  });

  it('are listed, and end early', async () => {
    answering({ items: [silence], next: null });
    expect((await call('alert silences')).out).toMatch(/^7 +prod +schedule-paused +.* erika +move$/m);
    const requests = answering(silence);
    const { code, out } = await call('alert end-silence prod 7');
    expect([code, out]).toEqual([0, 'The silence 7 of prod is over.\n']);
    expect(requests[0]).toMatchObject({ method: 'DELETE', path: '/api/v1/clusters/prod/silences/7' });
  });
});
