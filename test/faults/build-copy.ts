import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The apps as they were when the sweep began: a build during the sweep must not change them. */
export interface BuildCopy {
  /** Where the apps are started: `dist/` and the package.json that its subpath imports resolve by. */
  readonly directory: string;
}

interface Manifest {
  readonly type: string;
  readonly imports: object;
}

/** Inside the repository, so that `node_modules` is found from there. */
export function copyBuild(root: string, name: string): BuildCopy {
  const directory = join(root, '.holdfast', 'faults', name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  cpSync(join(root, 'dist'), join(directory, 'dist'), { recursive: true });
  const { type, imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  // Without its name: jest must not find a second package of the same one.
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ type, imports }));
  return { directory };
}

export function removeBuild(copy: BuildCopy): void {
  rmSync(copy.directory, { recursive: true, force: true });
}
