import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { preProcessFile } from 'typescript';

const FOLDERS = ['apps', 'libs', 'test', 'tools', 'benchmarks', 'scripts', 'docs/.vitepress'];
const SOURCE = /\.(ts|tsx|mjs|cjs)$/;

export interface Source {
  /** From the root of the checkout. */
  path: string;
  text: string;
}

/** Every source file of the checkout at `root`, and the configuration files of the tools that lie at its top. */
export function readSources(root: string): Source[] {
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  return [...readdirSync(root), ...below]
    .filter((path) => SOURCE.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** @returns the npm packages that a source imports or requires, also those of which it takes only types */
export function packagesImportedBy({ text }: Source): string[] {
  const names = preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return [
    ...new Set(names.filter((name) => /^[@a-z]/.test(name) && !name.startsWith('node:')).map(packageOf)),
  ];
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
