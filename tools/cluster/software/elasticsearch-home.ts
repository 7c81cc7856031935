import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { everyoneMayEnter } from '../locations.ts';
import { ClusterProblem } from '../problem.ts';

/** An unpacked Elasticsearch, and the Java that it runs on. */
export interface ElasticsearchHome {
  home: string;
  /** For ES_JAVA_HOME; null where the server takes the `jdk` next to it. */
  java: string | null;
}

const SERVER = join('bin', 'elasticsearch');

/**
 * Reads the Elasticsearch of HOLDFAST_ELASTICSEARCH_HOME. Its Java is that of ES_JAVA_HOME, else its own, else the one on
 * the PATH.
 * @param home absolute path
 * @param root whether this is root, for whom Elasticsearch runs as another user
 * @throws ClusterProblem when the folder has no server, no Java can be found, or that user could not read the folder
 */
export function readElasticsearch(home: string, env: NodeJS.ProcessEnv, root: boolean): ElasticsearchHome {
  const named = `HOLDFAST_ELASTICSEARCH_HOME is ${home}`;
  if (!existsSync(home)) throw new ClusterProblem(`${named}, which does not exist.`);
  if (!existsSync(join(home, SERVER)))
    throw new ClusterProblem(`${named}, which is not an unpacked Elasticsearch. It lacks ${SERVER}.`);
  if (root && !everyoneMayEnter(home))
    throw new ClusterProblem(
      `${named}, which only its owner may enter. Elasticsearch does not run as root: let others read that folder and enter those above it.`,
    );
  if (env.ES_JAVA_HOME) return { home, java: env.ES_JAVA_HOME };
  if (existsSync(join(home, 'jdk', 'bin', 'java'))) return { home, java: null };
  const java = javaOnPath(env.PATH ?? '');
  if (java !== null) return { home, java };
  throw new ClusterProblem(
    `${named}, which has no jdk of its own. Set ES_JAVA_HOME, or put java on the PATH.`,
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
