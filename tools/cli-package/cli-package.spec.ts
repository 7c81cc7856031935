import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(__dirname, '..', '..');
const FLAGS = ['--no-warnings', '--experimental-transform-types', '--conditions=development'];
/** Nothing of this checkout, and no setting of this test, may reach the program. */
const env = { PATH: process.env.PATH };

let folder: string;
let main: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-cli-package-'));
  const tool = join(ROOT, 'tools/cli-package/main.ts');
  execFileSync(process.execPath, [...FLAGS, tool, '--no-executable', '--out', folder], { cwd: ROOT, env });
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  rmSync(join(folder, 'package'), { recursive: true });
  execFileSync('tar', ['xzf', archive], { cwd: folder });
  main = join(folder, 'package', 'bin', 'main.js');
});
afterAll(() => rmSync(folder, { recursive: true }));

function holdfast(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe('the package of the command line', () => {
  it('is a program of its own, with the version of the project and no dependency', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as object;
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(manifest).toMatchObject({ name: 'holdfast-cli', version, bin: { holdfast: 'bin/main.js' } });
    expect(manifest).not.toHaveProperty('dependencies');
    expect(holdfast('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
    expect(readFileSync(main, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(main).mode & 0o111).not.toBe(0);
  });

  it.each([
    [['help', 'backup', 'create'], 0, /Usage: holdfast backup create/],
    [['--url', 'http://127.0.0.1:9', 'status'], 1, /Holdfast does not answer/],
    [['config', 'validate', '/dev/null'], 2, /cannot be used/],
    [['exporting', 'ensure-running'], 20, /HOLDFAST_CONFIG is not set/],
    [['clusters', 'probe', 'http://127.0.0.1:9'], 1, /127\.0\.0\.1:9/],
    [['token', 'create', '--name', 'ci', '--role', 'viewer'], 0, /hash: sha256:/],
    [['conformance', 'replay', '/dev/null'], 2, /./],
    [['completion', 'bash'], 0, /complete -F _holdfast holdfast/],
  ])('finds all that %j needs in itself', (words, code, text) => {
    const found = holdfast(...words);
    expect(found.out + found.err).toMatch(text);
    expect(found.err).not.toMatch(/ERR_MODULE_NOT_FOUND|Cannot find/);
    expect(found.code).toBe(code);
  });
});
