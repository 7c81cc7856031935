import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Node loads none of these from a package: types and their sources, source maps (no app switches them on), libraries of another runtime, pages to read. */
const NOT_RUN =
  /\.(map|[mc]?tsx?|flow|bare|md|markdown|tsbuildinfo)$|^\.(eslint|prettier|npm|git|editorconfig|travis)/i;
/** Licences ask that they are handed on. */
const LICENCE = /^(licen[cs]e|copying|notice|copyright|authors|patents)/i;
/** Folders at the top of a package. */
const NOT_NEEDED = new Set([
  'test',
  'tests',
  '__tests__',
  'benchmark',
  'benchmarks',
  'coverage',
  '.github',
  'node_modules',
]);

/**
 * The files of a folder that are needed to run it, relative to it.
 * @param folder a package, or a folder of `dist`
 */
export function runtimeFiles(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory())
      return below === '' && NOT_NEEDED.has(entry.name) ? [] : runtimeFiles(folder, path);
    if (!entry.isFile()) return [];
    return LICENCE.test(entry.name) || !NOT_RUN.test(entry.name) ? [path] : [];
  });
}

/** Whether a package has anything to run: `@types/node` has only types. */
export function runs(files: readonly string[]): boolean {
  return files.some((file) => /\.([mc]?js|node|json|wasm)$/.test(file) && file !== 'package.json');
}
