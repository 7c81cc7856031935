import type { Component } from '../component.ts';
import { isAllowed } from '../index-names.ts';

/** Prefixes of the indices of one cluster; a component that is not deployed is left out. */
export interface IndexPrefixes {
  operate?: string | undefined;
  tasklist?: string | undefined;
  /** Of 8.8 and later; empty for none, as by default. */
  webapps?: string | undefined;
  optimize?: string | undefined;
  records: string;
}

export type IndexOwner = keyof IndexPrefixes;
/** What every installation has by default. */
export const DEFAULT_PREFIXES = {
  operate: 'operate',
  tasklist: 'tasklist',
  webapps: '',
  optimize: 'optimize',
  records: 'zeebe-record',
} as const satisfies Readonly<Record<IndexOwner, string>>;

export const INDEX_OWNERS: readonly IndexOwner[] = ['operate', 'tasklist', 'webapps', 'optimize', 'records'];

/** What the unified application puts behind its prefix: whose data it was before 8.8, or `camunda` for what is new. */
const WEBAPPS = ['operate', 'tasklist', 'camunda'] as const;

/**
 * The prefix that one kind of data has in the unified application. Pure.
 * @param prefix of all of its indices; empty for none
 */
export function unifiedPrefix(prefix: string, part: (typeof WEBAPPS)[number]): string {
  return prefix === '' ? part : `${prefix}-${part}`;
}

/** What every index name of exported records begins with. */
export function recordsStem(prefix: string): string {
  return `${prefix}_`;
}

/** What the index names of a component begin with: the exporter of records puts `_` behind its prefix, the others `-`. */
export function stemsOfOwner(owner: IndexOwner, prefix: string): string[] {
  if (owner === 'records') return [recordsStem(prefix)];
  if (owner !== 'webapps') return [`${prefix}-`];
  return WEBAPPS.map((part) => `${unifiedPrefix(prefix, part)}-`);
}

/** The patterns under which the indices of a cluster are, each once. */
export function patternsOf(prefixes: IndexPrefixes, owners: readonly Component[] = INDEX_OWNERS): string[] {
  const owned = stemsOf(prefixes).filter(({ owner }) => owners.includes(owner));
  return [...new Set(owned.map(({ stem }) => `${stem}*`))];
}

/** Beginnings of the index names of a cluster, with their owners. */
export function stemsOf(prefixes: IndexPrefixes): { owner: IndexOwner; prefix: string; stem: string }[] {
  return INDEX_OWNERS.flatMap((owner) => {
    const prefix = prefixes[owner];
    return prefix === undefined ? [] : stemsOfOwner(owner, prefix).map((stem) => ({ owner, prefix, stem }));
  });
}

/** Whether some name begins with both. */
export function overlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

const OPERATE = [
  ...['archiver', 'batch-operation', 'decision', 'decision-instance', 'decision-requirements', 'event'],
  ...['flownode-instance', 'import-position', 'incident', 'job', 'list-view', 'message', 'metric'],
  ...['migration-steps-repository', 'operation', 'post-importer-queue', 'process', 'sequence-flow'],
  ...['user', 'user-task', 'variable', 'web-session'],
];
const TASKLIST = [
  ...['draft-task-variable', 'flownode-instance', 'form', 'import-position', 'list-view', 'metric'],
  ...['migration-steps-repository', 'process', 'process-instance', 'task', 'task-variable', 'user'],
  ...['variable', 'web-session'],
];
/** Under `camunda-`, from 8.8 on. */
const CAMUNDA = [
  ...['agent-definition', 'alert-definition', 'audit-log', 'audit-log-cleanup', 'authorization'],
  ...['cluster-variable', 'correlated-message', 'correlated-message-subscription', 'deployed-resource'],
  ...['document-reference', 'global-listener', 'group', 'history-deletion', 'job-metrics-batch', 'mapping'],
  ...['mapping-rule', 'metadata', 'persistent-authorized-client', 'resource', 'role', 'schema-metadata'],
  ...['tenant', 'usage-metric', 'usage-metric-tu', 'user', 'web-session'],
];

/**
 * What the components name their data: the part of an index name between prefix and version. A prefix `operate` also fits
 * the indices of a prefix `operate-b`; the kind of data behind it does not.
 */
export const KINDS: Record<Exclude<IndexOwner, 'records'>, readonly string[]> = {
  operate: OPERATE,
  tasklist: TASKLIST,
  webapps: [...new Set([...OPERATE, ...TASKLIST, ...CAMUNDA])],
  optimize: [
    ...['alert', 'business-key', 'collection', 'combined-report', 'dashboard', 'dashboard-share'],
    ...['decision-definition', 'external-process-variable', 'instant-dashboard', 'license', 'metadata'],
    ...['position-based-import-index', 'process-definition', 'process-overview', 'report-share'],
    ...['settings', 'single-decision-report', 'single-process-report', 'tenant', 'terminated-user-session'],
    ...['timestamp-based-import-index', 'variable-label', 'variable-update-instance'],
  ],
};

/** Optimize has an index for each process and decision, which carries its key. */
export const KEYED = /^(process-instance|decision-instance)-.+$/;

/** The kind of data in an index of a web application, from the rest of its name after the stem. */
export function kindOf(owner: IndexOwner, rest: string): string {
  if (owner === 'records') return '';
  const kind =
    owner === 'optimize' ? rest.replace(/_v\d+(-\d{6})?$/, '') : rest.replace(/-\d+\.\d+\.\d+_.*$/, '');
  return owner === 'optimize' ? (KEYED.exec(kind)?.[1] ?? kind) : kind;
}

/** Tells the indices of one cluster from all others that match the same wildcards. */
export interface IndexSpace {
  prefixes: IndexPrefixes;
  /** Names in the configuration without a wildcard: the operator vouches for each of them. */
  exact: readonly string[];
  /** Stems of other clusters in the same engine: what begins with a longer one of them is theirs. */
  others: readonly string[];
}

/** An index in a snapshot that a web application of the cluster took. */
export interface OwnIndexSample {
  component: string;
  indices: readonly string[];
}

/**
 * Whether an index is one of this cluster, by its exact prefix and by the kind of its data: one that Camunda is known to
 * have, or one that occurs in the given snapshots of the cluster's own web applications. Pure.
 * @param samples such as the snapshots of the set that is restored
 */
export function isOwnIndex(
  index: string,
  space: IndexSpace,
  samples: readonly OwnIndexSample[] = [],
): boolean {
  const own = ownStems(index, space);
  if (isNeighbours(index, space)) return false;
  if (space.exact.includes(index)) return true;
  return own.some(({ owner, stem }) => {
    if (owner === 'records') return true;
    const kind = kindOf(owner, index.slice(stem.length));
    if (KINDS[owner].includes(kind) || (owner === 'optimize' && isKeyed(kind))) return true;
    return samples.some(
      ({ component, indices }) =>
        component === owner &&
        indices.some((each) => each.startsWith(stem) && kindOf(owner, each.slice(stem.length)) === kind),
    );
  });
}

/** Whether an index is that of another cluster of the configuration, by a longer prefix. Pure. */
export function isNeighbours(index: string, space: IndexSpace): boolean {
  const longest = Math.max(0, ...ownStems(index, space).map(({ stem }) => stem.length));
  return space.others.some((stem) => stem.length > longest && index.startsWith(stem));
}

function ownStems(index: string, { prefixes }: IndexSpace): ReturnType<typeof stemsOf> {
  return stemsOf(prefixes).filter(({ stem }) => index.startsWith(stem));
}

const isKeyed = (kind: string): boolean => kind === 'process-instance' || kind === 'decision-instance';

/** What a restore may delete: matched by the patterns of the configuration, and an index of this cluster. */
export function isDeletable(
  index: string,
  {
    allowed,
    space,
    samples,
  }: { allowed: readonly string[]; space: IndexSpace; samples: readonly OwnIndexSample[] },
): boolean {
  return isAllowed(index, allowed) && isOwnIndex(index, space, samples);
}
