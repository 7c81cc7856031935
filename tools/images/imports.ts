import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

/** What the compiled programs of a folder import beyond that folder. */
export interface Imports {
  /** `#domain`, `#contracts/endpoints` */
  readonly own: ReadonlySet<string>;
  /** `@nestjs/common`, also where it was imported as `@nestjs/common/internal.js` */
  readonly packages: ReadonlySet<string>;
}

/** Reads every program below a folder of `dist`, whether or not another one imports it: some are started by their path. */
export function importsBelow(directory: string): Imports {
  const own = new Set<string>();
  const packages = new Set<string>();
  for (const file of programsBelow(directory)) {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
    for (const { fileName } of importedFiles) {
      if (fileName.startsWith('#')) own.add(fileName);
      else if (!fileName.startsWith('.') && !isBuiltin(fileName)) packages.add(packageOf(fileName));
    }
  }
  return { own, packages };
}

function programsBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(directory, name));
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
