import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { APP_IMAGES } from '../images/images.ts';
import { isFree, licenceOf, type Manifest } from '../third-party/licences.ts';
import { tablesOf } from '../third-party/page.ts';
import { sectionOf, versionProblems } from './changelog.ts';
import { bytesBelow, startProblems } from './image-trees.ts';
import { run, writeChecksums, writeReleaseFiles } from './release-files.ts';

const HELP = `Everything of a release that needs no registry; .github/workflows/release.yml does the rest.

  npm run release:dry-run [-- --tag v0.3.0] [--out <folder>]

It checks version, changelog and licences, writes the bills of materials, makes the package of the command line and its
executable, lays out the files of every image, starts every program from them, and writes checksums. With --tag it is as strict as a release must be. --out is .holdfast/release by default;
what was there is deleted.`;

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface PackageJson {
  version: string;
  dependencies: Record<string, string>;
}
interface Lockfile {
  version?: string;
  packages: Record<string, Manifest & { version?: string }>;
}

const manifest = JSON.parse(read('package.json')) as PackageJson;
const lockfile = JSON.parse(read('package-lock.json')) as Lockfile;

/** Every production dependency is listed with its licence, and what it depends on is free. */
function licenceProblems(components: readonly string[]): string[] {
  const listed = new Map(
    (tablesOf(read('docs/third-party.md')).get('npm') ?? []).map(([name, licence]) => [name, licence]),
  );
  const direct = Object.keys(manifest.dependencies).filter((name) => !listed.has(name));
  const others = components.flatMap((component) => {
    const name = component.slice(0, component.lastIndexOf('@'));
    const installed = join(ROOT, 'node_modules', name, 'package.json');
    const licence = licenceOf(
      name,
      existsSync(installed)
        ? (JSON.parse(readFileSync(installed, 'utf8')) as Manifest)
        : (lockfile.packages[`node_modules/${name}`] ?? {}),
    );
    return licence !== null && isFree(licence) ? [] : [`${component}: ${licence ?? 'no licence'}`];
  });
  return [...direct.map((name) => `docs/third-party.md does not list ${name}`), ...others];
}

/** @returns the folder with the files of each image */
function layOut(out: string): string {
  const trees = join(out, 'images');
  const flags = ['--no-warnings', '--experimental-transform-types', '--conditions=development'];
  run(process.execPath, [...flags, join(ROOT, 'tools/images/main.ts'), '--out', trees], ROOT);
  return trees;
}

/** The package of the command line, and the executable of this platform. */
function commandLineProblems(out: string): string[] {
  const flags = ['--no-warnings', '--experimental-transform-types', '--conditions=development'];
  const made = join(out, 'cli');
  run(process.execPath, [...flags, join(ROOT, 'tools/cli-package/main.ts'), '--out', made], ROOT);
  const files = readdirSync(made).filter((name) => name.startsWith('holdfast-'));
  for (const name of files) renameSync(join(made, name), join(out, name));
  rmSync(made, { recursive: true });
  const executable = files.find((name) => !name.endsWith('.tgz')) ?? '';
  const { status, stdout } = spawnSync(join(out, executable), ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() === manifest.version
    ? []
    : [`${executable} does not give its version`];
}

/** actionlint, where it is on the PATH or was built (scripts/release.mjs). */
function workflowProblems(): string[] {
  const built = join(ROOT, '.holdfast', 'programs', 'actionlint');
  const { error, status, stdout } = spawnSync(existsSync(built) ? built : 'actionlint', ['-no-color'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (error !== undefined) return ['actionlint is missing, and Go, which would build it'];
  return status === 0 ? [] : [stdout.trim()];
}

function report(what: string, problems: readonly string[]): boolean {
  say(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${what}`);
  for (const problem of problems) say(`       ${problem}`);
  return problems.length === 0;
}

function sizes(trees: string): void {
  const megabytes = (folder: string) => (bytesBelow(join(trees, folder)) / 1e6).toFixed(1);
  say(`size   what all processes share: ${megabytes('shared')} MB`);
  for (const { name, sharesLayer } of APP_IMAGES)
    say(`size   ${name}: ${megabytes(name)} MB${sharesLayer ? ' more' : ''}`);
}

function release(tag: string | null, out: string): boolean {
  const { version, dependencies } = manifest;
  const changelog = read('CHANGELOG.md');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const locked = [lockfile.version, lockfile.packages['']?.version];
  const checks = [
    report(`version ${version} and changelog`, versionProblems({ version, locked, changelog, tag })),
  ];
  const notes = sectionOf(changelog, tag === null ? 'Unreleased' : version)?.text ?? '';
  const components = writeReleaseFiles(ROOT, out, { version, notes });
  const absent = Object.entries(dependencies).filter(
    ([name, exact]) => !components.includes(`${name}@${exact}`),
  );
  checks.push(
    report(
      `bill of materials: ${components.length} packages`,
      absent.map(([name]) => `${name} is not in it`),
    ),
    report('licences', licenceProblems(components)),
    report('workflow', workflowProblems()),
  );
  checks.push(report('command line', commandLineProblems(out)));
  const trees = layOut(out);
  checks.push(report('every program starts from the files of its image', startProblems(trees)));
  sizes(trees);
  rmSync(trees, { recursive: true });
  writeChecksums(out);
  say(`files  ${out}`);
  return checks.every((passed) => passed);
}

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    tag: { type: 'string' },
    out: { type: 'string', default: join(ROOT, '.holdfast', 'release') },
  },
});
if (values.help === true) say(HELP);
else process.exitCode = release(values.tag ?? null, values.out) ? 0 : 1;
