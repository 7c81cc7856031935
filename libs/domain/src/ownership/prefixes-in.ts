import { DEFAULT_PREFIXES, KEYED, KINDS, type IndexOwner } from './index-space.ts';

/** Prefixes under which indices of a component were found, the likeliest one first. */
export type FoundPrefixes = Record<IndexOwner, string[]>;

/** A version as index names have it, also of an alpha or a release candidate. */
const VERSION = String.raw`\d+\.\d+\.\d+(?:-[a-z0-9.]+)?`;
const WEB_APP = new RegExp(`^(.+)-${VERSION}_`);
const RECORDS = new RegExp(`^(.+?)_([a-z-]+)_${VERSION}(?:_|$)`);
const OPTIMIZE = /^(.+)_v\d+(?:-\d{6})?$/;
/** Some index that exported records always have; another exporter may write others. */
const RECORD_KINDS = new Set([
  'command-distribution',
  'deployment',
  'job',
  'process',
  'process-instance',
  'variable',
]);

/** One index of a kind may be that of another application. */
const KINDS_AT_LEAST = 2;

/**
 * Guesses from the names of all indices which prefixes Camunda uses there: by the number of different kinds of data behind a
 * prefix, and where that is equal, the default one first. Pure.
 * @param names of indices, in any order
 */
export function prefixesIn(names: readonly string[]): FoundPrefixes {
  const seen: Record<IndexOwner, Map<string, Set<string>>> = {
    operate: new Map(),
    tasklist: new Map(),
    webapps: new Map(),
    optimize: new Map(),
    records: new Map(),
  };
  for (const name of names) {
    for (const { owner, prefix, kind } of readingsOf(name)) {
      const kinds = seen[owner].get(prefix) ?? new Set();
      seen[owner].set(prefix, kinds.add(kind));
    }
  }
  const best = (owner: IndexOwner): string[] =>
    [...seen[owner]]
      .filter(([, kinds]) => (owner === 'records' ? hasRecords(kinds) : kinds.size >= KINDS_AT_LEAST))
      .sort(([one, a], [other, b]) => b.size - a.size || inOrder(owner, one, other))
      .map(([prefix]) => prefix);
  return {
    operate: best('operate'),
    tasklist: best('tasklist'),
    webapps: best('webapps'),
    optimize: best('optimize'),
    records: best('records'),
  };
}

interface Reading {
  owner: IndexOwner;
  prefix: string;
  kind: string;
}

/** What the name of an index says of its owner; nothing for a kind that several components have. */
function readingsOf(name: string): Reading[] {
  const [, prefix, kind] = RECORDS.exec(name) ?? [];
  if (prefix !== undefined && kind !== undefined) return [{ owner: 'records', prefix, kind }];
  const ofOptimize = OPTIMIZE.exec(name)?.[1];
  if (ofOptimize !== undefined)
    return split(ofOptimize, KINDS.optimize).map((part) => ({ owner: 'optimize', ...part }));
  const stem = WEB_APP.exec(name)?.[1];
  return stem === undefined ? [] : webAppReadings(stem);
}

function webAppReadings(stem: string): Reading[] {
  const [part] = split(stem, KINDS.webapps);
  if (part === undefined) return [];
  const { prefix, kind } = part;
  const [, own] = /^(?:(.+)-)?camunda$/.exec(prefix) ?? [null];
  if (prefix === 'camunda' || own !== undefined) return [{ owner: 'webapps', prefix: own ?? '', kind }];
  const isOperate = KINDS.operate.includes(kind);
  if (isOperate === KINDS.tasklist.includes(kind)) return [];
  return [{ owner: isOperate ? 'operate' : 'tasklist', prefix, kind }];
}

/** The longest kind that the text ends with: `operate-user-task` is of the kind `user-task`, not of `task`. */
function split(text: string, kinds: readonly string[]): { prefix: string; kind: string }[] {
  for (let at = text.indexOf('-'); at !== -1; at = text.indexOf('-', at + 1)) {
    const rest = text.slice(at + 1);
    const kind = KEYED.exec(rest)?.[1] ?? rest;
    if (at > 0 && kinds.includes(kind)) return [{ prefix: text.slice(0, at), kind }];
  }
  return [];
}

const hasRecords = (kinds: ReadonlySet<string>): boolean => [...kinds].some((kind) => RECORD_KINDS.has(kind));

function inOrder(owner: IndexOwner, one: string, other: string): number {
  if (one === DEFAULT_PREFIXES[owner]) return -1;
  if (other === DEFAULT_PREFIXES[owner]) return 1;
  return one < other ? -1 : 1;
}
