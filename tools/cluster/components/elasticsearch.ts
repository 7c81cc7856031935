import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import { ask, dig, jsonRequest, type Answer } from '../http.ts';
import { loopback } from '../ports.ts';
import { ClusterProblem } from '../problem.ts';
import { readElasticsearch, type EngineHome } from '../software/engine-home.ts';
import { installElasticsearch } from '../software/elasticsearch.ts';
import type { Component, Launch } from './component.ts';
import { fileRealm, loginHeaders, loginOf, SECURITY_OFF, SECURITY_ON } from './elasticsearch-login.ts';
import { allowedUser, giveTo, runAs } from './elasticsearch-user.ts';

export const REPOSITORY = 'camunda';

export const elasticsearch: Component = {
  name: 'es',
  title: 'Elasticsearch',
  ports: ['elasticsearch', 'elasticsearchTransport'],
  install: unpacked,
  prepare,
  ready: async (cluster) => {
    // Yellow is as good as it gets with one node: replicas have no place to go.
    const health = await askElasticsearch(cluster, '/_cluster/health?wait_for_status=yellow&timeout=2s');
    return health?.status === 200;
  },
  version: async (cluster) => {
    const version = dig((await askElasticsearch(cluster, '/'))?.body, 'version', 'number');
    return typeof version === 'string' ? version : null;
  },
  settle: registerRepository,
};

/** The directory of the snapshot repository, which is one of `path.repo`. */
export function repositoryDirectory({ at }: Cluster): string {
  return join(at.elastic, 'repository', REPOSITORY);
}

function askElasticsearch(cluster: Cluster, path: string, init: RequestInit = {}): Promise<Answer | null> {
  const headers = { ...(init.headers as Record<string, string> | undefined), ...loginHeaders(cluster) };
  return ask(`${loopback(cluster.ports.elasticsearch)}${path}`, { ...init, headers });
}

/** The server that the person brought, else one that is installed. */
async function unpacked({ at, own, narrator }: Cluster): Promise<EngineHome> {
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
  const login = loginOf(cluster);
  for (const [name, content] of Object.entries(login === null ? {} : fileRealm(login)))
    await writeFile(join(config, name), content, { mode: 0o600 });
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

function settings(cluster: Cluster): string {
  const { at, ports } = cluster;
  return `cluster.name: holdfast
node.name: node-1
network.host: 127.0.0.1
http.port: ${ports.elasticsearch}
transport.port: ${ports.elasticsearchTransport}
discovery.type: single-node
path.data: ${JSON.stringify(join(at.elastic, 'data'))}
path.logs: ${JSON.stringify(join(at.elastic, 'logs'))}
path.repo: [${JSON.stringify(join(at.elastic, 'repository'))}]
${loginOf(cluster) === null ? SECURITY_OFF : SECURITY_ON}# A developer's disk may be fuller than Elasticsearch likes.
cluster.routing.allocation.disk.threshold_enabled: false
`;
}

/** For a quick start and a small footprint rather than for speed later. */
export const JVM_OPTIONS = `-Xms512m
-Xmx512m
-XX:+UseSerialGC
-XX:TieredStopAtLevel=1
-XX:-UsePerfData
-XX:+ExitOnOutOfMemoryError
-Djava.io.tmpdir=\${ES_TMPDIR}
`;

export const LOGGING = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
`;

async function registerRepository(cluster: Cluster): Promise<void> {
  const repository = { type: 'fs', settings: { location: repositoryDirectory(cluster), compress: true } };
  const answer = await askElasticsearch(cluster, `/_snapshot/${REPOSITORY}`, {
    ...jsonRequest('PUT', repository),
    signal: AbortSignal.timeout(30_000),
  });
  if (answer?.status === 200) return;
  throw new ClusterProblem(`Elasticsearch did not accept the snapshot repository: ${JSON.stringify(answer)}`);
}
