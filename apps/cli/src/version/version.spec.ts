import { afterEach, describe, expect, it } from '@jest/globals';
import { VERSION } from '#config/basics';
import { answering, call } from '../cli.spec-support.ts';
import { misfit } from './misfit.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

describe('two versions', () => {
  it.each([
    ['0.2.0', '0.2.7', true],
    ['0.2.0', '0.3.0', false],
    ['1.4.0', '1.9.2', true],
    ['1.4.0', '2.0.0', false],
    ['0.9.0', '1.9.0', false],
    ['0.2.0', 'unknown', true],
  ])('%s and %s: fit %s', (client, server, fit) => expect(misfit(client, server) === null).toBe(fit));
});

describe('holdfast version', () => {
  it('names both, and warns when they do not fit', async () => {
    answering({ version: VERSION });
    expect(await call('version')).toEqual({
      code: 0,
      out: `client  ${VERSION}\nserver  ${VERSION}\n`,
      err: '',
    });
    answering({ version: '9.1.0' });
    const { code, err } = await call('version');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Use the command line of 9.x.') });
  });

  it('still names its own when the server is down or too old to tell', async () => {
    answering(new TypeError('fetch failed'));
    const away = await call('version -o json');
    expect([away.code, JSON.parse(away.out)]).toEqual([1, { client: VERSION, server: null, fits: null }]);
    const problem = { type: 'urn:holdfast:problem:not-found', title: 'No', status: 404, detail: 'Nothing.' };
    answering(Response.json(problem, { status: 404 }));
    expect((await call('version')).out).toContain('server  older than 0.3');
  });

  it('is an option, too, and asks nothing', async () => {
    const requests = answering();
    expect(await call('--version')).toMatchObject({ code: 0, out: `${VERSION}\n` });
    expect(requests).toEqual([]);
  });
});
