import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { auditListSchema, meSchema } from '#contracts';
import { newToken } from '#config';
import { CliProcess, type Said } from '../support/cli.ts';
import { freePort } from '../support/ports.ts';
import { World } from '../support/world.ts';

interface Made {
  token: string;
  configuration: Record<string, unknown>;
}

/** As in a shell: with the exported variables, and no other variable of Holdfast. */
async function holdfast(words: string[], environment: Record<string, string> = {}): Promise<Said> {
  const address = world?.address ?? `http://127.0.0.1:${await freePort()}`;
  return new CliProcess(address, words, { HOLDFAST_TOKEN: '', HOLDFAST_TOKEN_FILE: '', ...environment })
    .ended;
}

async function make(...words: string[]): Promise<Made> {
  const { code, out } = await holdfast(['token', 'create', ...words, '-o', 'json']);
  expect(code).toBe(0);
  return JSON.parse(out) as Made;
}

let world: World | null = null;
let directory: string;
let operator: Made;
let admin: Made;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-token-'));
  operator = await make('--name', 'ci', '--role', 'operator', '--cluster', 'a', '--expires', '90d');
  admin = await make('--name', 'root', '--role', 'admin');
  const tokens = [operator.configuration, admin.configuration];
  world = await World.create(['a', 'b'], { config: { access: { tokens } } });
});
afterAll(async () => {
  await world?.close();
  rmSync(directory, { recursive: true });
});

const lines = (text: string): string[] => text.trimEnd().split('\n');

describe('holdfast token create', () => {
  it('makes a token and the lines that let it in, and keeps neither', async () => {
    const { code, out, err } = await holdfast(['token', 'create', '--name', 'ci', '--role', 'viewer']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [token, ...rest] = lines(out);
    expect(token).toMatch(/^hf_[\w-]{43}$/);
    const { access } = parse(rest.join('\n')) as { access: { tokens: Record<string, string>[] } };
    expect(access.tokens).toEqual([
      { name: 'ci', role: 'viewer', hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    ]);
    expect(rest.join('\n')).not.toContain(token);
  });

  it.each([
    [['--name', 'c i', '--role', 'viewer'], /must be 1 to 63 of letters/],
    [['--name', 'ci', '--role', 'boss'], /Allowed choices are viewer, operator, admin/],
    [['--name', 'ci'], /required option '--role <role>' not specified/],
    [['--name', 'ci', '--role', 'viewer', '--expires', 'soon'], /Write a date as 2027-01-31/],
    [['--name', 'ci', '--role', 'viewer', '--expires', '2020-01-31'], /It is over already/],
  ])('%j is refused with 2 and what to do', async (words, message) => {
    const { code, out, err } = await holdfast(['token', 'create', ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('the token', () => {
  it('is taken from the option, the environment or a file', async () => {
    const file = join(directory, 'token');
    writeFileSync(file, `${operator.token}\n`, { mode: 0o600 });
    const ways: [string[], Record<string, string>][] = [
      [['--token', operator.token], { HOLDFAST_TOKEN: newToken() }],
      [[], { HOLDFAST_TOKEN: operator.token, HOLDFAST_TOKEN_FILE: '/no/such/file' }],
      [[], { HOLDFAST_TOKEN_FILE: file }],
    ];
    for (const [words, environment] of ways) {
      const { code, out } = await holdfast(['whoami', '-o', 'json', ...words], environment);
      expect(code).toBe(0);
      const { expires } = operator.configuration;
      expect(meSchema.parse(JSON.parse(out))).toEqual({
        ...{ name: 'ci', role: 'operator', clusters: ['a'], via: 'token', expiresAt: expires },
      });
    }
    const { out } = await holdfast(['whoami'], { HOLDFAST_TOKEN: admin.token });
    expect(out).toBe('name      root\nrole      admin\nclusters  all\nexpires   never\n');
  });

  it('follows a backup to its end, with a stream and all', async () => {
    const environment = { HOLDFAST_TOKEN: operator.token };
    const { code, out, err } = await holdfast(['backup', 'create', 'a', '--wait'], environment);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(lines(out).at(-1)).toMatch(/^completed in /);
    expect(out).not.toContain(operator.token);
  });

  it('that is missing or not known is 12, with one line that says how to give one', async () => {
    const none = await holdfast(['backup', 'list', 'a']);
    expect({ code: none.code, out: none.out }).toEqual({ code: 12, out: '' });
    expect(none.err).toMatch(
      /^This needs a token, .* HOLDFAST_TOKEN or HOLDFAST_TOKEN_FILE; for a context, by `holdfast context set` .*\.\n$/,
    );
    const wrong = newToken();
    const unknown = await holdfast(['backup', 'create', 'a', '--wait'], { HOLDFAST_TOKEN: wrong });
    expect({ code: unknown.code, out: unknown.out }).toEqual({ code: 12, out: '' });
    expect(unknown.err).toMatch(/^The token is not known[^\n]*\n$/);
    expect(unknown.err).not.toContain(wrong);
  });

  it('with too low a role is 12, with one line that says which is needed', async () => {
    const { code, out, err } = await holdfast(['audit', 'list', '--token', operator.token]);
    expect({ code, out }).toEqual({ code: 12, out: '' });
    expect(err).toBe('This is not allowed. This needs the role admin, and "ci" has the role operator.\n');
  });

  it('does not see a cluster that is not its own: 6', async () => {
    const { code, err } = await holdfast(['backup', 'list', 'b', '--token', operator.token]);
    expect(code).toBe(6);
    expect(err).toMatch(/No cluster "b" is configured\. Known: a\.\n$/);
    expect((await holdfast(['clusters', '--token', operator.token])).out).not.toMatch(/^b /m);
  });

  it('that cannot be read or sent is 2, and never repeated', async () => {
    const missing = await holdfast(['whoami'], { HOLDFAST_TOKEN_FILE: join(directory, 'none') });
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toMatch(/^The file of HOLDFAST_TOKEN_FILE cannot be read \(ENOENT\)/);
    const broken = await holdfast(['whoami', '--token', 'two\nlines']);
    expect(broken).toMatchObject({ code: 2, out: '' });
    expect(broken.err).not.toContain('two');
  });
});

describe('holdfast audit list', () => {
  it('tells who did what', async () => {
    const environment = { HOLDFAST_TOKEN: admin.token };
    const { code, out } = await holdfast(['audit', 'list'], environment);
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatch(/^TIME +WHO +ROLE +ACTION +CLUSTER +TARGET +STATUS +FROM$/);
    expect(out).toMatch(/ ci +operator +backup\.create +a +\d+ +202 +127\.0\.0\.1/);
    expect(out).toMatch(/ nobody +– +backup\.list +a +– +401 /);
    const json = await holdfast(['audit', 'list', '--limit', '1', '-o', 'json'], environment);
    expect(auditListSchema.parse(JSON.parse(json.out)).items).toHaveLength(1);
  });
});
