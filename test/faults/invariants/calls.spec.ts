import { describe, expect, it } from '@jest/globals';
import type { CallEffect } from '../../../apps/simulator/src/index.ts';
import { profileNamed } from '../profile.ts';
import { isSameResume, runCalls, stepOf } from './calls.ts';

const call = (over: Partial<CallEffect>): CallEffect => ({
  seq: 1,
  at: '2026-11-28T10:00:00.000Z',
  cluster: 'a',
  component: 'rest',
  kind: 'call',
  method: 'POST',
  path: '/v2/exporting/resume',
  requestBody: null,
  caller: { userAgent: 'holdfast (worker-zeebe@host-1; backup 17; run=abc; fence=1)', remote: '127.0.0.1:1' },
  status: 204,
  result: '',
  performed: true,
  fault: null,
  arrivedAfter: 0,
  ...over,
});

describe('the calls of runs', () => {
  it('are in the order in which they arrived, also where one was answered later', () => {
    const late = call({ seq: 9, arrivedAfter: 4 });
    const next = call({ seq: 6, arrivedAfter: 5 });
    expect(runCalls([next, late]).map(({ call: { seq } }) => seq)).toEqual([9, 6]);
  });

  it('do not include checks, nor calls that no run makes', () => {
    const check = call({ component: 'elasticsearch', path: '/_snapshot/camunda/_verify' });
    const person = call({ caller: { userAgent: 'curl/8.0', remote: '127.0.0.1:1' } });
    expect(runCalls([check, person])).toEqual([]);
  });

  it.each([
    ['rest', '/v2/exporting/pause?soft=true', 'pause-exporting'],
    ['rest', '/v2/exporting/resume', 'resume-exporting'],
    ['webapps', '/v2/backups/history', 'backup-webapps'],
    ['webapps', '/actuator/backupHistory', 'backup-webapps'],
    ['rest', '/v2/backups/runtime', 'backup-zeebe'],
    ['gateway', '/actuator/backups', 'backup-zeebe'],
    ['optimize', '/actuator/backups', 'backup-optimize'],
    ['elasticsearch', '/_snapshot/camunda/a', 'snapshot-records'],
  ])('to %s, %s, are of a step', (component, path, step) => {
    expect(stepOf(call({ component, path }))).toBe(step);
  });
});

describe('a resume by other means', () => {
  it.each([
    ['8.6', '/actuator/partitions/resumeExporting', true],
    ['8.6', '/actuator/exporting/resume', false],
    ['8.10', '/actuator/exporting/resume', true],
    ['8.10', '/v2/exporting/resume', false],
  ])('of %s by %s: %p', (version, path, expected) => {
    expect(isSameResume(call({ path }), profileNamed(version))).toBe(expected);
  });
});
