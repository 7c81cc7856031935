/** What a person asks of Holdfast. `doctor` is the preflight of a backup that is not taken. */
export const RIGHT_VERBS = ['backup', 'verify', 'list', 'delete', 'restore', 'doctor'] as const;
export type RightVerb = (typeof RIGHT_VERBS)[number];

export interface EngineRight {
  /** As the engine names it when it refuses. */
  action: string;
  /** On the whole engine, or on the indices of the cluster. */
  scope: 'cluster' | 'index';
  /** The least privilege of Elasticsearch that grants it, as in the ready roles. */
  privilege: string;
  verbs: readonly RightVerb[];
  /** Without it the verb still does its work, and reports what it did not check. */
  optional?: true;
}

const VERIFY = 'cluster:admin/repository/verify';

/**
 * Every action of the engine that Holdfast asks for. docs/privileges.md, the roles in deploy/roles and the check
 * `records-privileges` all follow this list, and test/integration/privileges.spec.ts holds it against a real Elasticsearch.
 */
export const ENGINE_RIGHTS: readonly EngineRight[] = [
  cluster('cluster:monitor/main', 'monitor', RIGHT_VERBS),
  cluster('cluster:monitor/health', 'monitor', ['backup', 'doctor']),
  cluster('cluster:monitor/state', 'monitor', ['restore']),
  cluster('cluster:monitor/settings', 'monitor', ['restore']),
  cluster('cluster:monitor/nodes/info', 'monitor', ['restore']),
  cluster('cluster:monitor/nodes/stats', 'monitor', ['restore']),
  cluster('cluster:monitor/allocation/stats', 'monitor', ['restore']),
  cluster('indices:admin/index_template/get', 'monitor', ['restore']),
  cluster('indices:admin/template/get', 'monitor', ['restore']),
  cluster('cluster:admin/repository/get', 'create_snapshot', ['backup', 'doctor']),
  optional(cluster('cluster:admin/repository/get', 'create_snapshot', ['delete', 'restore'])),
  optional(cluster(VERIFY, VERIFY, ['backup', 'delete', 'restore', 'doctor'])),
  cluster('cluster:admin/snapshot/get', 'create_snapshot', RIGHT_VERBS),
  cluster('cluster:admin/snapshot/status', 'create_snapshot', ['backup', 'verify', 'restore']),
  cluster('cluster:admin/snapshot/create', 'create_snapshot', ['backup']),
  cluster('cluster:admin/snapshot/delete', 'cluster:admin/snapshot/delete', ['delete']),
  optional(cluster('cluster:admin/snapshot/delete', 'cluster:admin/snapshot/delete', ['backup'])),
  cluster('cluster:admin/snapshot/restore', 'cluster:admin/snapshot/restore', ['restore']),
  index('indices:admin/resolve/index', 'view_index_metadata', ['backup', 'restore', 'doctor']),
  index('indices:data/read/search', 'read', ['backup', 'doctor']),
  index('indices:monitor/stats', 'monitor', ['restore']),
  optional(index('indices:monitor/stats', 'monitor', ['backup'])),
  index('indices:monitor/recovery', 'monitor', ['restore']),
  index('indices:admin/delete', 'delete_index', ['restore']),
];

/** Those without which a verb fails. */
export function rightsOf(verb: RightVerb): EngineRight[] {
  return ENGINE_RIGHTS.filter(({ verbs, optional }) => verbs.includes(verb) && !optional);
}

function cluster(action: string, privilege: string, verbs: readonly RightVerb[]): EngineRight {
  return { action, scope: 'cluster', privilege, verbs };
}

function index(action: string, privilege: string, verbs: readonly RightVerb[]): EngineRight {
  return { action, scope: 'index', privilege, verbs };
}

function optional(right: EngineRight): EngineRight {
  return { ...right, optional: true };
}
