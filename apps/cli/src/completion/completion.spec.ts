import { execFile, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createProgram } from '../program.ts';
import { Session } from '../session.ts';
import { complete } from './complete.ts';
import { bash, fish, zsh } from './scripts.ts';
import { wordsOf } from './words.ts';

const { stdin, stdout, stderr } = process;
const program = createProgram(new Session({ stdin, stdout, stderr, onInterrupt: () => undefined }));
const places = wordsOf(program);
const run = promisify(execFile);

/** A Holdfast with two clusters, one of which has a name that a shell would run. */
const ANSWERS: Record<string, object[]> = {
  '/api/v1/clusters': [{ name: 'prod' }, { name: 'test' }, { name: '$(touch /tmp/run)' }],
  '/api/v1/clusters/prod/backups?limit=25': [{ backupId: 1_795_820_309 }, { backupId: 17 }],
  '/api/v1/clusters/prod/restores?limit=25': [{ restoreId: 1_795_820_400 }, { restoreId: null }],
  '/api/v1/clusters/prod/schedules': [{ name: 'nightly' }],
  '/api/v1/notifications': [{ name: 'ops' }],
};

let server: Server;
let url: string;
let folder: string;
beforeAll(async () => {
  server = createServer(({ url: path = '' }, answer) => {
    const items = ANSWERS[path];
    answer.writeHead(items ? 200 : 404).end(JSON.stringify({ items }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'holdfast-complete-'));
  // In the place of the program: what a shell asks for is answered as the program answers it.
  const asked = ['backup show', 'backup show prod', 'token create --role'];
  const answers = await Promise.all(asked.map((line) => words(line)));
  const arms = asked.map(
    (line, at) => `  "__complete ${line}") printf '%s\\n' ${answers[at]?.join(' ') ?? ''} ;;`,
  );
  const fake = join(folder, 'holdfast');
  writeFileSync(fake, `#!/bin/sh\ncase "$*" in\n${arms.join('\n')}\nesac\n`);
  chmodSync(fake, 0o755);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const words = (line: string): Promise<string[]> => complete(program, ['--url', url, ...line.split(' ')]);

describe('what may come next', () => {
  it.each([
    ['backup show', ['prod', 'test']],
    ['backup show prod', ['latest', '1795820309', '17']],
    ['backup ls', ['prod', 'test']],
    ['restore watch prod', ['latest', '1795820400']],
    ['restore plan prod', ['latest', '1795820309', '17']],
    ['schedule pause prod', ['nightly']],
    ['backup list prod --schedule', ['nightly']],
    ['notification test', ['ops']],
    ['history export --cluster', ['prod', 'test']],
    ['exporting ensure-running prod', ['prod', 'test']],
    ['token create --role', ['viewer', 'operator', 'admin']],
    ['clusters -o', ['table', 'wide', 'json', 'yaml']],
    ['completion', ['bash', 'zsh', 'fish']],
    ['help schedule', ['list', 'show', 'pause', 'resume', 'trigger', 'help']],
    ['backup show prod 17', []],
    ['backup create prod --label', []],
    ['backup show nope', ['latest']],
    ['nonsense', []],
  ])('after `%s` is %j', async (line, expected) => expect(await words(line)).toEqual(expected));

  it('is nothing, soon and without a word, where Holdfast does not answer', async () => {
    expect(await complete(program, ['--url', 'http://127.0.0.1:9', 'backup', 'show'])).toEqual([]);
    expect(await complete(program, ['--url', 'nonsense', 'backup', 'show'])).toEqual([]);
    expect(await complete(program, ['--context', 'nope', 'backup', 'show'])).toEqual([]);
  });
});

/** What a real shell offers behind these words. */
async function offered(...line: string[]): Promise<string[]> {
  const typed = ['holdfast', ...line].map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${typed}); COMP_CWORD=${line.length}; _holdfast; echo "\${COMPREPLY[@]}"`;
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const { stdout: out } = await run('bash', ['-c', `${bash(places)}\n${ask}`], { env });
  return out.trim().split(' ');
}

describe('completion of bash', () => {
  it('offers verbs, their options, and what Holdfast knows', async () => {
    expect(await offered('ba')).toEqual(['backup']);
    expect(await offered('backup', 'c')).toEqual(['create', 'cancel']);
    expect(await offered('backup', 'create', 'prod', '--w')).toEqual(['--wait', '--wait-timeout']);
    // A cluster may have the name of a verb.
    expect(await offered('backup', 'list', 'backup', '--li')).toEqual(['--limit']);
    expect(await offered('backup', 'show', 'p')).toEqual(['prod']);
    expect(await offered('backup', 'show', 'prod', '179')).toEqual(['1795820309']);
    expect(await offered('token', 'create', '--role', '')).toEqual(['viewer', 'operator', 'admin']);
    expect(await offered('backup', 'verify', '')).not.toContain('prod');
  });
});

/** Where a machine has these shells; the script of each is at least read by it. */
const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

describe('completion of zsh and fish', () => {
  it('knows every place', () => {
    for (const { path } of places) {
      expect(zsh(places)).toContain(`    "${path}") found="`);
      expect(fish(places)).toContain(`__holdfast_at \\'${path}\\'`);
    }
    expect(places.map(({ path }) => path)).toContain('restore confirm');
  });

  it('offers in zsh, where there is one, what Holdfast knows', async () => {
    if (!isThere('zsh')) return;
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const ask = async (...line: string[]): Promise<string[]> => {
      const typed = ['holdfast', ...line].map((word) => `'${word}'`).join(' ');
      const stubs = 'compdef() { : }; compadd() { shift; print -r -- "$@" }';
      const script = `${stubs}\n${zsh(places)}\nwords=(${typed}); CURRENT=${line.length + 1}; _holdfast`;
      const { stdout: out } = await run('zsh', ['-f', '-c', script], { env });
      return out.trim().split(' ');
    };
    // zsh itself leaves out what does not begin like the word at the cursor.
    expect(await ask('backup', 'show', '')).toEqual(expect.arrayContaining(['prod', 'test', '--url']));
    expect(await ask('backup', 'show', 'prod', '')).toContain('1795820309');
    expect(await ask('token', 'create', '--role', '')).toEqual(['viewer', 'operator', 'admin']);
    expect(await ask('backup', 'show', '--')).not.toContain('prod');
  });

  it('offers in fish, where there is one, what Holdfast knows', async () => {
    if (!isThere('fish')) return;
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, HOME: folder };
    const ask = async (line: string): Promise<string[]> => {
      const script = `${fish(places)}\ncomplete -C ${JSON.stringify(line)}`;
      const { stdout: out } = await run('fish', ['--no-config', '-c', script], { env });
      return out
        .trim()
        .split('\n')
        .map((each) => each.split('\t')[0] ?? '');
    };
    expect(await ask('holdfast backup show p')).toEqual(['prod']);
    expect(await ask('holdfast backup show prod 179')).toEqual(['1795820309']);
    expect(await ask('holdfast token create --role v')).toEqual(['viewer']);
  });
});
