import { afterEach, describe, expect, it } from '@jest/globals';
import { answering, call } from '../cli.spec-support.ts';

const {
  fetch,
  process: { env },
} = globalThis;
const { HOLDFAST_CONFIG } = env;
afterEach(() => {
  globalThis.fetch = fetch;
  if (HOLDFAST_CONFIG === undefined) delete env.HOLDFAST_CONFIG;
  else env.HOLDFAST_CONFIG = HOLDFAST_CONFIG;
});

const problem = (kind: string, status: number) =>
  Response.json(
    { type: `urn:holdfast:problem:${kind}`, title: 'No', status, detail: 'It does not work.' },
    { status },
  );

describe('whether exporting runs', () => {
  it.each([
    ['Holdfast does not answer', new TypeError('fetch failed'), 20],
    ['Redis does not answer', problem('redis-unavailable', 503), 20],
    ['nothing of Holdfast answers', Response.json({}, { status: 404 }), 20],
    ['there is no such cluster', problem('unknown-cluster', 404), 6],
    ['the caller may not know', problem('not-allowed', 403), 12],
  ])('is not confirmed when %s', async (_, answer, code) => {
    answering(answer);
    expect((await call('exporting status prod')).code).toBe(code);
  });

  it('is not confirmed by a resume that a run refuses, or that did not arrive', async () => {
    answering(problem('pause-owned', 409));
    expect((await call('exporting resume prod')).code).toBe(11);
    answering(new TypeError('fetch failed'));
    expect((await call('exporting resume prod')).code).toBe(20);
  });

  it('is not confirmed without a configuration, which a scheduled check must notice', async () => {
    delete env.HOLDFAST_CONFIG;
    const { code, err } = await call('exporting ensure-running');
    expect({ code, err }).toEqual({ code: 20, err: expect.stringContaining('HOLDFAST_CONFIG is not set') });
  });
});
