import { describe, expect, it } from '@jest/globals';
import type { Notification } from '#contracts';
import { cloudEvent } from './cloud-event.ts';
import { messageOf } from './message.ts';
import { inMail, inSlack } from './words.ts';

const AT = '2026-06-01T12:00:00.000Z';
const ADDRESS = 'https://holdfast.example.com/docs/runbooks/verify-too-old';
const raised: Notification = {
  type: 'alert.raised',
  id: 'raised-1',
  at: AT,
  alert: {
    ...{ cluster: 'prod', kind: 'verify-too-old', severity: 'warning', subject: null, since: AT },
    ...{ message: 'no set was verified yet', remedy: 'Verify one.' },
  },
};

describe('the message of an alert', () => {
  it('has the address of its runbook on every way', () => {
    const message = messageOf(raised, 'https://holdfast.example.com');
    expect(cloudEvent(message).data).toMatchObject({ alert: { runbook: ADDRESS } });
    expect(inSlack(message)).toContain(ADDRESS);
    expect(inMail(message).text).toContain(`Runbook: ${ADDRESS}\n`);
  });

  it('has the path where no public address is known', () => {
    expect(inMail(messageOf(raised, undefined)).text).toContain('Runbook: /docs/runbooks/verify-too-old\n');
  });

  it('has none when it is about the end of the alert, or about none', () => {
    const { alert } = raised;
    const end: Notification = { type: 'alert.resolved', id: 'resolved-1', at: AT, alert };
    expect(inMail(messageOf(end, undefined)).text).not.toContain('Runbook');
    const test: Notification = { type: 'test', id: 'test-1', at: AT, by: 'ops' };
    expect(messageOf(test, undefined)).toEqual(test);
  });
});
