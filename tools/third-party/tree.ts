import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface SourceFile {
  /** From the root of the project, with slashes. */
  path: string;
  text: string;
}

/** What is made here and not written here. */
const MADE = new Set(['node_modules', 'dist', '.git', '.holdfast', 'coverage']);
const BINARY = /\.(png|jpg|gif|ico|woff2?)$/;

/** Every text file of the project, in no particular order. */
export function readTree(root: string, directory = root): SourceFile[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return MADE.has(entry.name) ? [] : readTree(root, path);
    if (!entry.isFile() || BINARY.test(entry.name)) return [];
    return [{ path: relative(root, path), text: readFileSync(path, 'utf8') }];
  });
}
