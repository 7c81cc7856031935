import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVED, type AppImage } from './images.ts';
import { importsBelow } from './imports.ts';
import { LockedPackages } from './packages.ts';
import { runs, runtimeFiles } from './runtime-files.ts';

/** Folders of the project that go into an image, but for what is not needed to run them. */
export interface Tree {
  /** Such as `dist/libs/domain`. */
  readonly built: ReadonlySet<string>;
  /** Such as `node_modules/rxjs`. */
  readonly packages: ReadonlySet<string>;
}

/**
 * What an image holds: its apps, each lib that they reach, and the packages that those import.
 * @param project has `dist`, `package-lock.json` and all dependencies
 * @throws Error when a published image needs a package that is no production dependency
 */
export function treeOf(image: AppImage, project: string): Tree {
  const built = new Set<string>();
  const imported = new Set<string>();
  const open = image.apps.map((app) => `dist/apps/${app}`);
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (built.has(folder)) continue;
    built.add(folder);
    const imports = importsBelow(join(project, folder));
    for (const name of imports.packages) imported.add(name);
    open.push(...[...imports.own].map((name) => `dist/libs/${libOf(name)}`));
  }
  if (image.apps.includes('coordinator')) for (const folder of SERVED) built.add(`dist/apps/${folder}`);
  const all = LockedPackages.of(project);
  const packages = [...(image.published ? all.production() : all).neededBy(imported)];
  return { built, packages: new Set(packages.filter((folder) => runs(runtimeFiles(join(project, folder))))) };
}

/** `#contracts/endpoints` is in the folder of `#contracts`. */
function libOf(name: string): string {
  return name.slice(1).split('/')[0] ?? '';
}

/** What all of these have in common. */
export function sharedBy([first, ...others]: readonly [Tree, ...Tree[]]): Tree {
  const inAll = (of: keyof Tree) => (folder: string) => others.every((tree) => tree[of].has(folder));
  return {
    built: new Set([...first.built].filter(inAll('built'))),
    packages: new Set([...first.packages].filter(inAll('packages'))),
  };
}

/** What an image holds in addition to the layer below it. */
export function without(tree: Tree, below: Tree): Tree {
  return {
    built: new Set([...tree.built].filter((folder) => !below.built.has(folder))),
    packages: new Set([...tree.packages].filter((folder) => !below.packages.has(folder))),
  };
}

/** `package.json` of an image: what Node reads of it at run time, and what says what it is. */
export function manifestOf(project: string): string {
  const { name, version, license, type, imports } = JSON.parse(
    readFileSync(join(project, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  return `${JSON.stringify({ name, version, license, private: true, type, imports }, null, 2)}\n`;
}
