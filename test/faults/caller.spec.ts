import { describe, expect, it } from '@jest/globals';
import { parseCaller } from './caller.ts';

describe('parseCaller', () => {
  it('reads who called, for which run and under which fence', () => {
    expect(parseCaller('holdfast (worker-zeebe@host-12; restore 100; run=ab12; fence=7)')).toEqual({
      holder: 'worker-zeebe@host-12',
      app: 'worker-zeebe',
      kind: 'restore',
      number: 100,
      runId: 'ab12',
      fence: 7,
    });
  });

  it.each([null, '', 'curl/8', 'holdfast (reconciler)'])('finds no caller in %j', (userAgent) => {
    expect(parseCaller(userAgent)).toBeNull();
  });
});
