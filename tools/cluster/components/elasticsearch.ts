import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import { ask, dig, jsonRequest } from '../http.ts';
import { loopback } from '../ports.ts';
import { ClusterProblem } from '../problem.ts';
import { readElasticsearch, type ElasticsearchHome } from '../software/elasticsearch-home.ts';
import { installElasticsearch } from '../software/elasticsearch.ts';
import type { Component, Launch } from './component.ts';
import { allowedUser, giveTo, runAs } from './elasticsearch-user.ts';

export const REPOSITORY = 'camunda';

export const elasticsearch: Component = {
  name: 'es',
  title: 'Elasticsearch',
  ports: ['elasticsearch', 'elasticsearchTransport'],
  install: unpacked,
  prepare,
  ready: async ({ ports }) => {
    // Yellow is as good as it gets with one node: replicas have no place to go.
    const health = await ask(
      `${loopback(ports.elasticsearch)}/_cluster/health?wait_for_status=yellow&timeout=2s`,
    );
    return health?.status === 200;
  },
  version: async ({ ports }) => {
    const version = dig((await ask(loopback(ports.elasticsearch)))?.body, 'version', 'number');
    return typeof version === 'string' ? version : null;
  },
  settle: registerRepository,
};

/** The directory of the snapshot repository, which is one of `path.repo`. */
export function repositoryDirectory({ at }: Cluster): string {
  return join(at.elastic, 'repository', REPOSITORY);
}

/** The server that the person brought, else one that is installed. */
async function unpacked({ at, own, narrator }: Cluster): Promise<ElasticsearchHome> {
  if (own.elasticsearch === null) return installElasticsearch(at.software, narrator);
  return readElasticsearch(own.elasticsearch, process.env, process.getuid?.() === 0);
}

async function prepare(cluster: Cluster): Promise<Launch> {
  const { at, narrator } = cluster;
  const { home, java } = await unpacked(cluster);
  const user = await allowedUser(narrator);
  const config = join(at.elastic, 'config');
  for (const name of ['config', 'data', 'repository', 'logs', 'tmp'])
    await mkdir(join(at.elastic, name), { recursive: true });
  await writeFile(join(config, 'elasticsearch.yml'), settings(cluster));
  await writeFile(join(config, 'jvm.options'), JVM_OPTIONS);
  await writeFile(join(config, 'log4j2.properties'), LOGGING);
  if (user) await giveTo(user, at.elastic);
  const program = join(home, 'bin', 'elasticsearch');
  return {
    ...(user ? runAs(user, program) : { command: program, args: [] }),
    cwd: at.elastic,
    env: {
      ...(java !== null && { ES_JAVA_HOME: java }),
      ES_PATH_CONF: config,
      ES_TMPDIR: join(at.elastic, 'tmp'),
      CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1 -XX:-UsePerfData',
    },
  };
}

function settings({ at, ports }: Cluster): string {
  return `cluster.name: holdfast
node.name: node-1
network.host: 127.0.0.1
http.port: ${ports.elasticsearch}
transport.port: ${ports.elasticsearchTransport}
discovery.type: single-node
path.data: ${JSON.stringify(join(at.elastic, 'data'))}
path.logs: ${JSON.stringify(join(at.elastic, 'logs'))}
path.repo: [${JSON.stringify(join(at.elastic, 'repository'))}]
xpack.security.enabled: false
# A developer's disk may be fuller than Elasticsearch likes.
cluster.routing.allocation.disk.threshold_enabled: false
`;
}

/** For a quick start and a small footprint rather than for speed later. */
const JVM_OPTIONS = `-Xms512m
-Xmx512m
-XX:+UseSerialGC
-XX:TieredStopAtLevel=1
-XX:-UsePerfData
-XX:+ExitOnOutOfMemoryError
-Djava.io.tmpdir=\${ES_TMPDIR}
`;

const LOGGING = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
`;

async function registerRepository(cluster: Cluster): Promise<void> {
  const url = `${loopback(cluster.ports.elasticsearch)}/_snapshot/${REPOSITORY}`;
  const repository = { type: 'fs', settings: { location: repositoryDirectory(cluster), compress: true } };
  const answer = await ask(url, { ...jsonRequest('PUT', repository), signal: AbortSignal.timeout(30_000) });
  if (answer?.status === 200) return;
  throw new ClusterProblem(`Elasticsearch did not accept the snapshot repository: ${JSON.stringify(answer)}`);
}
