import {
  generationOf,
  likelyGeneration,
  parseVersion,
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
  orchestration?: { rest?: unknown } | undefined;
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
  if (version === undefined || generationFor(cluster) !== null) return [];
  return [{ path: ['version'], message: versionProblem(version, orchestration) }];
}

function versionProblem(version: string, orchestration: ShapedCluster['orchestration']): string {
  const shape = { orchestration: orchestration === undefined, rest: false };
  if (generationOf(version, shape) !== null)
    return orchestration === undefined
      ? 'is configured with `orchestration` in the place of zeebe, operate and tasklist'
      : 'has no `orchestration`: configure zeebe, operate and tasklist';
  if (generationOf(version, { orchestration: true, rest: false }) !== null)
    return 'has no REST API for backups, which came with 8.10; leave orchestration.rest out';
  return `has no known backup procedure; ${SUPPORTED_RANGE} are supported`;
}

/** The generation of a cluster, as far as the file tells; null for a version that its sections do not fit. */
export function generationFor({ version, orchestration }: ShapedCluster): GenerationName | null {
  const shape = { orchestration: orchestration !== undefined, rest: orchestration?.rest !== undefined };
  if (version === undefined || parseVersion(version) === null) return likelyGeneration(shape);
  return generationOf(version, shape);
}

/** The parts that a set of the cluster has, in the order of their components. */
export function componentsOf(cluster: ShapedCluster): Component[] {
  const { operate, tasklist, orchestration, optimize } = cluster;
  return [
    'zeebe',
    ...(operate ? (['operate'] as const) : []),
    ...(tasklist ? (['tasklist'] as const) : []),
    ...(orchestration ? (['webapps'] as const) : []),
    ...(optimize ? (['optimize'] as const) : []),
    'records',
  ];
}

/** As the generation of a configured cluster is decided from its version. */
export function shapeOf(cluster: { webapps?: object | undefined; rest?: object | undefined }): ClusterShape {
  return { orchestration: cluster.webapps !== undefined, rest: cluster.rest !== undefined };
}
