import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentsOf, named, type Bom } from './sbom.ts';

/**
 * Writes what a release publishes next to its images: the software bill of materials of the production dependencies, in both
 * usual forms, and the text of the changelog.
 * @returns the components of the bill, as `name@version`
 * @throws Error where npm cannot write it
 */
export function writeReleaseFiles(
  root: string,
  out: string,
  { version, notes }: { version: string; notes: string },
): string[] {
  const production = join(out, 'production');
  try {
    leaveProduction(root, production);
    const bom = named(JSON.parse(npmSbom(production, 'cyclonedx')) as Bom, 'holdfast', version);
    writeFileSync(join(out, `holdfast-${version}.cdx.json`), `${JSON.stringify(bom, null, 2)}\n`);
    writeFileSync(join(out, `holdfast-${version}.spdx.json`), npmSbom(production, 'spdx'));
    writeFileSync(join(out, 'release-notes.md'), `${notes}\n`);
    return componentsOf(bom);
  } finally {
    rmSync(production, { recursive: true, force: true });
  }
}

/**
 * A tree without other dependencies. `npm sbom --omit=dev --omit=optional` is no way to the same: it leaves out what another
 * package needs optionally, also where the project itself depends on it (npm 11.19: `yaml`, `tar-stream` and five more).
 */
function leaveProduction(root: string, production: string): void {
  mkdirSync(production);
  for (const name of ['package.json', 'package-lock.json', '.npmrc'])
    cpSync(join(root, name), join(production, name));
  // Hard links: npm removes names, and changes no file.
  run('cp', ['-al', join(root, 'node_modules'), production], root);
  run('npm', ['prune', '--omit=dev', '--omit=optional', '--ignore-scripts'], production);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  // npm would miss them.
  delete manifest.devDependencies;
  delete manifest.optionalDependencies;
  writeFileSync(join(production, 'package.json'), JSON.stringify(manifest));
}

function npmSbom(folder: string, format: 'cyclonedx' | 'spdx'): string {
  return run('npm', ['sbom', '--sbom-format', format, '--sbom-type', 'application'], folder);
}

/** @returns what it printed @throws Error with what it printed of errors, unless it ended with 0 */
export function run(command: string, words: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} failed: ${stderr.trim()}`);
  return stdout;
}

/** Writes SHA256SUMS of all files of a folder, in the form that `sha256sum --check` reads. */
export function writeChecksums(folder: string): void {
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== 'SHA256SUMS',
  );
  const lines = names.map(({ name }) => {
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    return `${digest}  ${name}\n`;
  });
  writeFileSync(join(folder, 'SHA256SUMS'), lines.sort().join(''));
}
