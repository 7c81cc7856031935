import { afterEach, describe, expect, it } from '@jest/globals';
import { answering, call } from '../cli.spec-support.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

describe('holdfast open', () => {
  it.each([
    ['open', 'http://backup:8080/'],
    ['open prod', 'http://backup:8080/clusters/prod'],
    ['open prod 1795820309', 'http://backup:8080/clusters/prod/backups/1795820309'],
    ['open prod 1795820309 --restore', 'http://backup:8080/clusters/prod/restores/1795820309'],
    ['open ../x', 'http://backup:8080/clusters/..%2Fx'],
  ])('%s prints the address where there is no terminal', async (line, address) => {
    const requests = answering();
    expect(await call(`--url http://backup:8080/ ${line}`)).toEqual({
      code: 0,
      out: `${address}\n`,
      err: '',
    });
    expect(requests).toEqual([]);
  });

  it('finds the newest backup, and wants the number of a restore', async () => {
    const run = null;
    const items = [{ backupId: 42, cluster: 'prod', run, set: null, deleted: null }];
    answering({ items, next: null, catalogue: { readAt: null, problems: [] } });
    expect((await call('--url http://b open prod latest')).out).toBe('http://b/clusters/prod/backups/42\n');
    expect((await call('--url http://b open prod latest --restore')).code).toBe(2);
  });
});
