import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import { ask, dig, jsonRequest } from '../http.ts';
import { loopback } from '../ports.ts';
import { ClusterProblem } from '../problem.ts';
import { readOpenSearch, type EngineHome } from '../software/engine-home.ts';
import { installOpenSearch } from '../software/opensearch.ts';
import type { Component, Launch } from './component.ts';
import { allowedUser, giveTo, runAs } from './elasticsearch-user.ts';
import { JVM_OPTIONS, LOGGING, REPOSITORY } from './elasticsearch.ts';

export const opensearch: Component = {
  name: 'os',
  title: 'OpenSearch',
  ports: ['opensearch', 'opensearchTransport'],
  install: unpacked,
  prepare,
  ready: async (cluster) => {
    const health = await ask(`${addressOf(cluster)}/_cluster/health?wait_for_status=yellow&timeout=2s`);
    return health?.status === 200;
  },
  version: async (cluster) => {
    const version = dig((await ask(addressOf(cluster)))?.body, 'version', 'number');
    return typeof version === 'string' ? version : null;
  },
  settle: registerRepository,
};

const addressOf = ({ ports }: Cluster): string => loopback(ports.opensearch);
/** Below the directory that the engines' own user can reach. */
const directoryOf = ({ at }: Cluster): string => join(at.elastic, 'opensearch');

/** The directory of its snapshot repository, which is one of `path.repo`. */
export function openSearchRepository(cluster: Cluster): string {
  return join(directoryOf(cluster), 'repository', REPOSITORY);
}

/** The server that the person brought, else one that is assembled. */
async function unpacked({ at, own, narrator }: Cluster): Promise<EngineHome> {
  if (own.opensearch === null) return installOpenSearch(at.software, narrator);
  return readOpenSearch(own.opensearch, process.env, process.getuid?.() === 0);
}

async function prepare(cluster: Cluster): Promise<Launch> {
  const { home, java } = await unpacked(cluster);
  const user = await allowedUser(cluster.narrator);
  const directory = directoryOf(cluster);
  const config = join(directory, 'config');
  for (const name of ['config', 'data', 'repository', 'logs', 'tmp'])
    await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(config, 'opensearch.yml'), settings(cluster));
  const tmp = join(directory, 'tmp');
  await writeFile(join(config, 'jvm.options'), jvmOptions(tmp));
  await writeFile(join(config, 'log4j2.properties'), LOGGING);
  if (user) await giveTo(user, directory);
  const program = join(home, 'bin', 'opensearch');
  return {
    ...(user ? runAs(user, program) : { command: program, args: [] }),
    cwd: directory,
    env: {
      ...(java !== null && { OPENSEARCH_JAVA_HOME: java }),
      OPENSEARCH_PATH_CONF: config,
      OPENSEARCH_TMPDIR: tmp,
    },
  };
}

/** Its own start script does not put the directory in, and Java 18 to 23 want the security manager to be allowed. */
function jvmOptions(tmp: string): string {
  return `${JVM_OPTIONS.replace('${ES_TMPDIR}', tmp)}18-23:-Djava.security.manager=allow\n`;
}

function settings(cluster: Cluster): string {
  const { ports } = cluster;
  const directory = directoryOf(cluster);
  return `cluster.name: holdfast
node.name: node-1
network.host: 127.0.0.1
http.port: ${ports.opensearch}
transport.port: ${ports.opensearchTransport}
discovery.type: single-node
path.data: ${JSON.stringify(join(directory, 'data'))}
path.logs: ${JSON.stringify(join(directory, 'logs'))}
path.repo: [${JSON.stringify(join(directory, 'repository'))}]
# A developer's disk may be fuller than OpenSearch likes.
cluster.routing.allocation.disk.threshold_enabled: false
`;
}

async function registerRepository(cluster: Cluster): Promise<void> {
  const settings = { location: openSearchRepository(cluster), compress: true };
  const answer = await ask(`${addressOf(cluster)}/_snapshot/${REPOSITORY}`, {
    ...jsonRequest('PUT', { type: 'fs', settings }),
    signal: AbortSignal.timeout(30_000),
  });
  if (answer?.status === 200) return;
  throw new ClusterProblem(`OpenSearch did not accept the snapshot repository: ${JSON.stringify(answer)}`);
}
