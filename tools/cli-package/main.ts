import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleModules, bundleOneFile } from './bundle.ts';
import { makeExecutable } from './executable.ts';
import { manifestOf, readmeOf, type RootManifest } from './manifest.ts';

const HELP = `Makes a package of the command line alone, and a single executable with Node in it.

  npm run package:cli [-- --out <folder>] [--no-executable]

  --out             .holdfast/cli by default; it is emptied first
  --no-executable   only the package (holdfast-cli-<version>.tgz)
`;

const ROOT = join(import.meta.dirname, '..', '..');

function run(program: string, words: readonly string[], cwd = ROOT): void {
  const { status, stderr, stdout } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stderr}${stdout}`);
}

async function makePackage(manifest: RootManifest, out: string): Promise<string> {
  const folder = join(out, 'package');
  await bundleModules(ROOT, manifest.version, join(folder, 'bin'));
  chmodSync(join(folder, 'bin', 'main.js'), 0o755);
  writeFileSync(join(folder, 'package.json'), manifestOf(manifest));
  writeFileSync(join(folder, 'README.md'), readmeOf(manifest));
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', out], folder);
  return join(out, `holdfast-cli-${manifest.version}.tgz`);
}

async function makeOne(manifest: RootManifest, out: string): Promise<string> {
  const work = mkdtempSync(join(tmpdir(), 'holdfast-sea-'));
  const file = join(out, `holdfast-${process.platform}-${process.arch}`);
  try {
    const script = join(work, 'holdfast.cjs');
    await bundleOneFile(ROOT, manifest.version, script);
    await makeExecutable({ script, work, out: file }, run);
    return file;
  } finally {
    rmSync(work, { recursive: true });
  }
}

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    out: { type: 'string', default: join(ROOT, '.holdfast', 'cli') },
    executable: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
if (values.help === true) process.stdout.write(HELP);
else {
  const out = resolve(values.out);
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as RootManifest;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const made = [
    await makePackage(manifest, out),
    ...(values.executable ? [await makeOne(manifest, out)] : []),
  ];
  for (const file of made) process.stdout.write(`${file}  ${(statSync(file).size / 1e6).toFixed(1)} MB\n`);
}
