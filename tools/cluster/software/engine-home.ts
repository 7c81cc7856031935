import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { everyoneMayEnter } from '../locations.ts';
import { ClusterProblem } from '../problem.ts';

/** An unpacked search engine, and the Java that it runs on. */
export interface EngineHome {
  home: string;
  /** For ES_JAVA_HOME or OPENSEARCH_JAVA_HOME; null where the server takes the `jdk` next to it. */
  java: string | null;
}

/** What distinguishes the engines of a person's own. */
interface Brought {
  title: string;
  /** The environment variable that names the folder, and the one that names its Java. */
  variables: { home: string; java: string };
  program: string;
}

const ELASTICSEARCH: Brought = {
  title: 'Elasticsearch',
  variables: { home: 'HOLDFAST_ELASTICSEARCH_HOME', java: 'ES_JAVA_HOME' },
  program: join('bin', 'elasticsearch'),
};
const OPENSEARCH: Brought = {
  title: 'OpenSearch',
  variables: { home: 'HOLDFAST_OPENSEARCH_HOME', java: 'OPENSEARCH_JAVA_HOME' },
  program: join('bin', 'opensearch'),
};

/**
 * Reads the Elasticsearch of HOLDFAST_ELASTICSEARCH_HOME. Its Java is that of ES_JAVA_HOME, else its own, else the one on
 * the PATH.
 * @param home absolute path
 * @param root whether this is root, for whom it runs as another user
 * @throws ClusterProblem when the folder has no server, no Java can be found, or that user could not read the folder
 */
export function readElasticsearch(home: string, env: NodeJS.ProcessEnv, root: boolean): EngineHome {
  return readHome(ELASTICSEARCH, home, { env, root });
}

/** The same of the OpenSearch of HOLDFAST_OPENSEARCH_HOME, whose Java is that of OPENSEARCH_JAVA_HOME. */
export function readOpenSearch(home: string, env: NodeJS.ProcessEnv, root: boolean): EngineHome {
  return readHome(OPENSEARCH, home, { env, root });
}

function readHome(
  { title, variables, program }: Brought,
  home: string,
  { env, root }: { env: NodeJS.ProcessEnv; root: boolean },
): EngineHome {
  const named = `${variables.home} is ${home}`;
  if (!existsSync(home)) throw new ClusterProblem(`${named}, which does not exist.`);
  if (!existsSync(join(home, program)))
    throw new ClusterProblem(`${named}, which is not an unpacked ${title}. It lacks ${program}.`);
  if (root && !everyoneMayEnter(home))
    throw new ClusterProblem(
      `${named}, which only its owner may enter. ${title} does not run as root: let others read that folder and enter those above it.`,
    );
  const chosen = env[variables.java];
  if (chosen) return { home, java: chosen };
  if (existsSync(join(home, 'jdk', 'bin', 'java'))) return { home, java: null };
  const java = javaOnPath(env.PATH ?? '');
  if (java !== null) return { home, java };
  throw new ClusterProblem(
    `${named}, which has no jdk of its own. Set ${variables.java}, or put java on the PATH.`,
  );
}

/** The home of the first Java on the PATH; a link such as /usr/bin/java is followed. */
function javaOnPath(path: string): string | null {
  for (const directory of path.split(delimiter).filter(Boolean)) {
    const program = join(directory, 'java');
    if (isExecutable(program)) return dirname(dirname(realpathSync(program)));
  }
  return null;
}

function isExecutable(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
