import {
  generationNamed,
  generationOf,
  likelyGeneration,
  parseVersion,
  SEPARATE_SHAPE,
  SUPPORTED_RANGE,
  type ClusterShape,
  type Component,
  type GenerationName,
} from '#domain';

/** What of a cluster in the file tells how it is built. */
export interface ShapedCluster {
  version?: string | undefined;
  zeebe?: object | undefined;
  operate?: object | undefined;
  tasklist?: object | undefined;
  optimize?: object | undefined;
  orchestration?: { rest?: unknown; tenant?: string | undefined } | undefined;
  records?: object | undefined;
  database?: { restore?: string | undefined } | undefined;
  restore?: object | undefined;
}

interface Problem {
  path: string[];
  message: string;
}

/** What contradicts itself between the version of a cluster and the sections that it has. */
export function shapeProblems(cluster: ShapedCluster): Problem[] {
  const { version, orchestration } = cluster;
  if (orchestration === undefined && cluster.zeebe === undefined)
    return [{ path: [], message: 'has no zeebe; from 8.8 on it has `orchestration` in its place' }];
  const separate = (['zeebe', 'operate', 'tasklist'] as const).filter((name) => cluster[name] !== undefined);
  if (orchestration !== undefined && separate.length > 0) {
    const message = `has both \`orchestration\` and ${separate.join(', ')}, which it serves from 8.8 on; remove one or the other`;
    return [{ path: [], message }];
  }
  const problem = storeProblem(cluster) ?? tenantProblem(cluster);
  if (problem !== null) return [problem];
  if (version === undefined || generationFor(cluster) !== null) return [];
  return [{ path: ['version'], message: versionProblem(version, cluster) }];
}

/** A search engine, or a relational database in its place, or both where Optimize has an engine of its own. */
function storeProblem({
  database,
  orchestration,
  optimize,
  records,
  restore,
}: ShapedCluster): Problem | null {
  if (database === undefined)
    return records === undefined
      ? { path: ['records'], message: 'write where the search engine of the cluster is' }
      : null;
  if (orchestration === undefined)
    return { path: ['database'], message: 'needs `orchestration`: relational databases came with 8.9' };
  if (orchestration.rest !== undefined)
    return {
      path: ['orchestration', 'rest'],
      message: 'cannot be used with `database`: leave it out, and the management port is asked',
    };
  if (optimize !== undefined && records === undefined)
    return { path: ['records'], message: 'write where the search engine of Optimize is' };
  if (optimize === undefined && records !== undefined)
    return {
      path: ['records'],
      message: 'is not used: with `database`, only Optimize has a search engine. Remove it, or add optimize',
    };
  if (restore === undefined) return null;
  return database.restore === undefined
    ? { path: ['database', 'restore'], message: 'write the command that restores a dump, or remove restore' }
    : null;
}

/** The management port asks all physical tenants at once, and a set is of one. */
function tenantProblem({ orchestration }: ShapedCluster): Problem | null {
  if (orchestration?.tenant === undefined || orchestration.rest !== undefined) return null;
  return {
    path: ['orchestration', 'tenant'],
    message: 'needs orchestration.rest: a physical tenant is backed up through the REST API of 8.10',
  };
}

function versionProblem(version: string, cluster: ShapedCluster): string {
  const { orchestration, rest, relational } = shapeIn(cluster);
  const fits = (shape: ClusterShape): boolean => generationOf(version, shape) !== null;
  const unified = { orchestration: true, rest: false, relational: false };
  if (!orchestration && fits(unified))
    return 'is configured with `orchestration` in the place of zeebe, operate and tasklist';
  if (orchestration && fits(SEPARATE_SHAPE))
    return 'has no `orchestration`: configure zeebe, operate and tasklist';
  if (relational && fits(unified))
    return 'has no relational database, which came with 8.9; configure records in the place of database';
  if (rest && fits(unified))
    return 'has no REST API for backups, which came with 8.10; leave orchestration.rest out';
  return `has no known backup procedure; ${SUPPORTED_RANGE} are supported`;
}

/** The generation of a cluster, as far as the file tells; null for a version that its sections do not fit. */
export function generationFor(cluster: ShapedCluster): GenerationName | null {
  const { version } = cluster;
  const shape = shapeIn(cluster);
  if (version === undefined || parseVersion(version) === null) return likelyGeneration(shape);
  return generationOf(version, shape);
}

/** The parts that a set of the cluster has, in the order of their components. */
export function componentsOf(cluster: ShapedCluster): Component[] {
  const { operate, tasklist, orchestration, optimize, database } = cluster;
  return [
    'zeebe',
    ...(operate ? (['operate'] as const) : []),
    ...(tasklist ? (['tasklist'] as const) : []),
    ...(orchestration && !database ? (['webapps'] as const) : []),
    ...(optimize ? (['optimize'] as const) : []),
    database ? 'database' : 'records',
  ];
}

function shapeIn({ orchestration, database }: ShapedCluster): ClusterShape {
  return {
    orchestration: orchestration !== undefined,
    rest: orchestration?.rest !== undefined,
    relational: database !== undefined,
  };
}

/** As the generation of a configured cluster is decided from its version. */
export function shapeOf({ generation }: { generation: GenerationName }): ClusterShape {
  return generationNamed(generation)?.shape ?? SEPARATE_SHAPE;
}
