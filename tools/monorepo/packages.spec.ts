import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packagesImportedBy, readSources, type Source } from './imports.ts';

const ROOT = join(import.meta.dirname, '..', '..');

interface Manifest {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
interface Lockfile {
  packages: Record<string, { bin?: Record<string, string>; peerDependencies?: Record<string, string> }>;
}

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { packages } = JSON.parse(read('package-lock.json')) as Lockfile;
const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
const sources = readSources(ROOT);
const imported = new Map(sources.map((source) => [source.path, packagesImportedBy(source)]));
const importedSomewhere = new Set([...imported.values()].flat());

/** Real stores of the simulator, and what writes into them, are for tests: all is loaded only where one is configured. */
const FOR_TESTS = ['stores/real/', 'exporter/', 'importers/'].map((name) => `apps/simulator/src/${name}`);

/** What runs without the packages that serve development; vite bundles what the dashboard imports. */
const isProduct = ({ path }: Source) =>
  /^(apps|libs)\//.test(path) &&
  !path.startsWith('apps/dashboard/') &&
  !FOR_TESTS.some((folder) => path.startsWith(folder)) &&
  !/\.(spec|contract|spec-support)\.ts$/.test(path);

/** As a word of its own in a string of a source: a transform, a path into node_modules, a program to start. */
const isNamedBySource = (name: string) =>
  sources.some(({ text }) =>
    ["'", '"', '/'].some(
      (before) => text.includes(`${before}${name}'`) || text.includes(`${before}${name}/`),
    ),
  );

const isNamedByScript = (name: string) =>
  Object.keys(packages[`node_modules/${name}`]?.bin ?? {}).some((program) =>
    Object.values(manifest.scripts).some((script) => script.split(/\s+/).includes(program)),
  );

const isPeerOfDeclared = (name: string) =>
  declared.some((other) => name in (packages[`node_modules/${other}`]?.peerDependencies ?? {}));

/** `@types/x` describes x, which is used itself; Node is always. */
const describesUsed = (name: string) =>
  name === '@types/node' ||
  (name.startsWith('@types/') && importedSomewhere.has(name.slice('@types/'.length)));

describe('package.json', () => {
  it('declares every package that is imported', () => {
    const undeclared = sources.flatMap(({ path }) =>
      imported
        .get(path)!
        .filter((name) => !declared.includes(name))
        .map((name) => `${path} imports ${name}`),
    );
    expect(undeclared).toEqual([]);
  });

  it('has what the product imports among the packages that a production install keeps', () => {
    const lost = sources.filter(isProduct).flatMap(({ path }) =>
      imported
        .get(path)!
        .filter((name) => !(name in manifest.dependencies))
        .map((name) => `${path} imports ${name}`),
    );
    expect(lost).toEqual([]);
  });

  it('declares no package that nothing uses', () => {
    const uses = [
      (name: string) => importedSomewhere.has(name),
      isNamedBySource,
      isNamedByScript,
      isPeerOfDeclared,
      describesUsed,
    ];
    expect(declared.filter((name) => !uses.some((use) => use(name)))).toEqual([]);
  });
});
