import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package as package-lock.json has it, under its folder: `node_modules/a/node_modules/b`. */
interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The packages of a lockfile, by their folders. */
export class LockedPackages {
  private constructor(private readonly packages: ReadonlyMap<string, Locked>) {}

  static of(project: string): LockedPackages {
    const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, Locked>;
    };
    return new LockedPackages(new Map(Object.entries(packages)));
  }

  /** Without those that only development needs, and the optional ones: what `npm prune --omit=dev --omit=optional` leaves. */
  production(): LockedPackages {
    const kept = [...this.packages].filter(
      ([, { dev, optional, devOptional }]) =>
        !(dev ?? false) && !(optional ?? false) && !(devOptional ?? false),
    );
    return new LockedPackages(new Map(kept));
  }

  /**
   * The folders of every package that these need to run. What is optional counts where it is there: Nest, for one, loads its
   * platform by name.
   * @throws Error when a package that must be there is not
   */
  neededBy(wanted: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const open = [...wanted].map((name) => ({ name, from: '', required: true }));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const folder = this.folderOf(next.name, next.from);
      if (folder === null && next.required)
        throw new Error(`${next.name}, which ${next.from || 'Holdfast'} needs, is no production dependency`);
      if (folder === null || found.has(folder)) continue;
      found.add(folder);
      const { dependencies, optionalDependencies, peerDependencies } = this.packages.get(folder) ?? {};
      for (const name of Object.keys(dependencies ?? {})) open.push({ name, from: folder, required: true });
      for (const name of Object.keys({ ...optionalDependencies, ...peerDependencies }))
        open.push({ name, from: folder, required: false });
    }
    return found;
  }

  /** Where Node finds a package: in the folder of the one that asks, or in one above it. */
  private folderOf(name: string, from: string): string | null {
    for (let at = from; ; at = parentOf(at)) {
      const folder = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
      if (this.packages.has(folder)) return folder;
      if (at === '') return null;
    }
  }
}

/** The package in whose `node_modules` a package is; empty for the project itself. */
function parentOf(folder: string): string {
  return folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
}
