import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './apt.mjs';
import { ROOT, say } from './environment.mjs';
import { DEBIAN, GO } from './packages.mjs';

/** Programs that were built here; each lane that needs one looks here too. */
export const PROGRAMS = join(ROOT, '.holdfast', 'programs');

const works = (command, ...words) =>
  spawnSync(command, words, { stdio: 'ignore', timeout: 30_000 }).status === 0;

/** A container engine, or the programs to start a private one. What cannot be had, the lane itself reports. */
export function ensureEngine() {
  if (works('docker', 'info')) return;
  if (!works('dockerd', '--version')) aptInstall('container engine', DEBIAN.engine);
  if (!works('debootstrap', '--version')) aptInstall('tool that makes base images', DEBIAN.baseImages);
}

/** Docker Compose 2: that of Docker, or one that Go builds, which takes some minutes and is kept. */
export function ensureCompose() {
  if (works('docker', 'compose', 'version') || existsSync(join(PROGRAMS, 'docker-compose'))) return;
  goBuild(GO.compose, 'docker-compose');
}

/**
 * Builds a program from the Go modules that it was released with. Its own go.mod decides about them, because `go install`
 * refuses a module that replaces others.
 * @param {{ module: string, version: string, command: string, flags?: string }} what
 * @returns {boolean} whether it is there now; false where Go is not, or the build failed
 */
export function goBuild({ module, version, command, flags = '' }, name) {
  if (!works('go', 'version')) return false;
  const folder = join(PROGRAMS, `${name}.build`);
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  const go = (...words) => spawnSync('go', words, { cwd: folder, env, encoding: 'utf8' });
  say(`Building ${name} ${version} with Go; this takes some minutes, once ...`);
  writeFileSync(join(folder, 'go.mod'), 'module build\n');
  const { stdout, status } = go('mod', 'download', '-json', `${module}@${version}`);
  if (status !== 0) return false;
  const released = spawnSync('go', ['mod', 'edit', '-json', JSON.parse(stdout).GoMod], { encoding: 'utf8' });
  const { Require, Replace, Go } = JSON.parse(released.stdout);
  const edits = [
    `-go=${Go}`,
    ...[...(Require ?? []), { Path: module, Version: version }].map(
      (each) => `-require=${each.Path}@${each.Version}`,
    ),
    // Go writes null where there are none.
    ...(Replace ?? []).map(({ Old, New }) => `-replace=${Old.Path}=${New.Path}@${New.Version}`),
  ];
  go('mod', 'edit', ...edits);
  writeFileSync(join(folder, 'tools.go'), `//go:build tools\n\npackage tools\n\nimport _ "${command}"\n`);
  const built = go('build', '-ldflags', `-s -w ${flags}`, '-o', join(PROGRAMS, name), command);
  if (built.status !== 0)
    process.stderr.write(`${built.stderr.trimEnd().split('\n').slice(-5).join('\n')}\n`);
  return built.status === 0;
}
