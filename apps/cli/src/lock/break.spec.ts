import { afterEach, describe, expect, it } from '@jest/globals';
import { answering, call } from '../cli.spec-support.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

const lock = {
  ...{ kind: 'backup', number: 42, runId: 'r', holder: 'h', fence: 7 },
  ...{ acquiredAt: '2026-01-01T00:00:00.000Z', leaseMs: 1_000 },
};
const clusters = (held: object | null) => ({
  items: [{ name: 'prod', version: '8.6', components: [], pauseBudgetSeconds: 60, lock: held }],
  next: null,
});

describe('lock break', () => {
  it('says that a free cluster has no lock, and asks for nothing', async () => {
    const requests = answering(clusters(null));
    const { code, out, err } = await call('lock break prod --fence 1 --yes');
    expect({ code, out, err }).toEqual({
      ...{ code: 5, out: '' },
      err: 'No run holds prod: there is nothing to break. Nothing was touched.\n',
    });
    expect(requests).toHaveLength(1);
  });

  it('breaks no other lock than the one that was looked at', async () => {
    const requests = answering(clusters(lock));
    const { code, err } = await call('lock break prod --fence 6 --yes');
    expect(code).toBe(5);
    expect(err).toBe(
      'Backup 42 holds prod with fence 7, not 6. Look again before you break it. Nothing was touched.\n',
    );
    expect(requests).toHaveLength(1);
  });

  it('breaks that one', async () => {
    const broken = { cluster: 'prod', kind: 'backup', number: 42, runId: 'r', fence: 7, newFence: 9 };
    const requests = answering(clusters(lock), broken);
    expect((await call('lock break prod --fence 7 --yes')).code).toBe(0);
    expect(requests[1]).toMatchObject({ method: 'POST', body: { fence: 7 } });
  });
});
