import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { call } from '../cli.spec-support.ts';
import { targetOf } from './target.ts';

const before = { ...process.env };
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-context-'));
  const others = Object.entries(before).filter(([name]) => !name.startsWith('HOLDFAST_'));
  process.env = { ...Object.fromEntries(others), XDG_CONFIG_HOME: home };
});
afterEach(() => {
  process.env = { ...before };
  rmSync(home, { recursive: true });
});

const file = (): string => join(home, 'holdfast', 'contexts.json');
const target = (given: { url?: string; context?: string } = {}) =>
  targetOf({ ...given, environment: process.env });

describe('contexts', () => {
  it('are kept in a file that only their owner can read, without a token', async () => {
    process.env.PROD_TOKEN = 'hf_secret';
    const { code, out } = await call(
      'context set prod --address https://backup.example/ --token-env PROD_TOKEN',
    );
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Context prod is https://backup.example, and the current one.\n',
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readFileSync(file(), 'utf8')).not.toContain('hf_secret');
    expect((await call('context list')).out).toMatch(/\* +prod +https:\/\/backup\.example +\$PROD_TOKEN/);
  });

  it('are used, removed, and refused where there is none of the name', async () => {
    await call('context set prod --address https://prod');
    await call('context set test --address http://test');
    expect(target().url).toBe('https://prod');
    expect((await call('context use test')).code).toBe(0);
    expect(target()).toMatchObject({ url: 'http://test', context: 'test' });
    expect((await call('context rm test')).code).toBe(0);
    expect(target()).toMatchObject({ url: 'http://127.0.0.1:8080', context: null });
    expect(await call('context use test')).toMatchObject({
      code: 6,
      err: 'There is no context "test". Known: prod.\n',
    });
    expect((await call('--context test clusters')).code).toBe(2);
  });

  it.each(['{', '[]', '{"contexts":{"a":{"url":"no address"}}}', '{"contexts":{"..":{"url":"http://a"}}}'])(
    'in a file such as %s are neither used nor overwritten',
    async (text) => {
      await call('context set prod --address https://prod');
      writeFileSync(file(), text);
      const { code, err } = await call('context set other --address https://other');
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Correct it, or remove it') });
      expect(readFileSync(file(), 'utf8')).toBe(text);
    },
  );

  it('take no password in an address, and one place for a token', async () => {
    expect((await call('context set a --address http://erika:secret@a')).code).toBe(2);
    expect((await call('context set a --address http://a --token-file x --token-env Y')).code).toBe(2);
    expect((await call('context list')).out).toContain('No context is set.');
  });
});

describe('which Holdfast is asked', () => {
  beforeEach(async () => {
    await call('context set current --address http://current --token-file /current.token');
    await call('context set named --address http://named --token-env NAMED');
    await call('context use current');
  });

  it('is the first of option, context, environment, current context and this machine', () => {
    expect(target().url).toBe('http://current');
    process.env.HOLDFAST_CONTEXT = 'named';
    expect(target().url).toBe('http://named');
    process.env.HOLDFAST_URL = 'http://environment';
    expect(target().url).toBe('http://environment');
    expect(target({ context: 'named' }).url).toBe('http://named');
    expect(target({ context: 'named', url: 'http://option' }).url).toBe('http://option');
  });

  it('gets the token that belongs to its address, and no other', () => {
    Object.assign(process.env, { HOLDFAST_TOKEN: 'of-environment', NAMED: 'of-named' });
    const shown = (given: { url?: string; context?: string }) => {
      const { HOLDFAST_TOKEN, HOLDFAST_TOKEN_FILE } = target(given).environment;
      return [HOLDFAST_TOKEN, HOLDFAST_TOKEN_FILE].map((value) => value ?? '');
    };
    expect(shown({ context: 'named' })).toEqual(['of-named', '']);
    expect(shown({ context: 'current' })).toEqual(['', '/current.token']);
    expect(shown({ url: 'http://option' })).toEqual(['of-environment', '']);
  });
});
