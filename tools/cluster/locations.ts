import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ClusterProblem } from './problem.ts';

/** Root's own home is closed to other users, and Elasticsearch refuses to run as root: its files live here then. */
const OPEN_TO_ALL = '/var/lib/holdfast';

export interface Locations {
  project: string;
  /** The cluster: its data, logs and settings. */
  dir: string;
  /** Elasticsearch's share of the cluster; `dir/elasticsearch`, or where that link leads. */
  elastic: string;
  /** Unpacked programs, shared by all clusters of this machine. */
  software: string;
}

export interface Surroundings {
  root: boolean;
  home: string;
  cache: string | undefined;
  xdgCache: string | undefined;
}

export function locate(project: string, chosenDir: string | null, around: Surroundings): Locations {
  const dir = settled(resolve(chosenDir ?? join(project, '.holdfast', 'real-cluster')));
  const cache = settled(
    resolve(around.cache ?? join(around.xdgCache ?? join(around.home, '.cache'), 'holdfast')),
  );
  const own = join(dir, 'elasticsearch');
  return {
    project,
    dir,
    elastic: alreadyThere(own) ?? readableHome(own, dir, around.root),
    software: readableHome(cache, cache, around.root),
  };
}

/** `preferred`, or, where another user could not reach it, a directory of its own that anyone can reach. */
export function readableHome(preferred: string, owner: string, root: boolean): string {
  if (!root || everyoneMayEnter(preferred)) return preferred;
  return join(OPEN_TO_ALL, createHash('sha256').update(owner).digest('hex').slice(0, 12));
}

/** Looks at what exists of the path; the rest is made by this command, open to all. */
export function everyoneMayEnter(path: string): boolean {
  if (!allows(path, 0o005)) return false;
  for (let above = dirname(path); ; above = dirname(above)) {
    if (!allows(above, 0o001)) return false;
    if (above === dirname(above)) return true;
  }
}

function allows(path: string, rights: number): boolean {
  return !existsSync(path) || (statSync(path).mode & rights) === rights;
}

/** A cluster stays where it was made, even if the rights of the directories above change later. */
function alreadyThere(own: string): string | null {
  const entry = lstatSync(own, { throwIfNoEntry: false });
  if (!entry) return null;
  return existsSync(own) ? realpathSync(own) : null;
}

/** Without symbolic links as far as the path exists, so that one cluster has one name. */
function settled(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(settled(parent), path.slice(parent.length).replace(/^\//, ''));
}

/** The directory of Holdfast's package.json, from `start` upwards. */
export function findProject(start: string): string {
  for (let step = resolve(start); ; step = dirname(step)) {
    if (packageName(join(step, 'package.json')) === 'holdfast') return step;
    if (step === dirname(step)) throw new ClusterProblem(`${start} is not inside a clone of Holdfast.`);
  }
}

function packageName(file: string): unknown {
  if (!existsSync(file)) return null;
  return (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name;
}
