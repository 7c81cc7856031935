import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { borrow, borrowedServer } from './borrowed-elasticsearch.ts';
import { hasImage, IMAGES } from './containers.ts';
import type { TestElasticsearch } from './test-elasticsearch.ts';
import { clusterCommand, json, type RealCluster } from './real-cluster.ts';

/** Apart from the end-to-end cluster's ports and from a developer's own. */
const PORT_BASE = 22_000;

export type { TestElasticsearch };

export interface SecuredElasticsearch extends TestElasticsearch {
  /** Of a file system, registered in it. */
  repository: string;
  login: { username: string; password: string };
}

type Started = RealCluster & {
  repositoryDirectory: string;
  elasticsearchLogin: { username: string; password: string } | null;
};

/**
 * A real Elasticsearch for one test: the server at HOLDFAST_ELASTICSEARCH_URL; else a local process of
 * HOLDFAST_ELASTICSEARCH_HOME; else a container where its image is there; else a local process that is installed for it.
 * @throws Error when the server at the address has something that the tests would take for their own
 */
export async function provideElasticsearch({
  portBase = PORT_BASE,
  files = false,
}: {
  /** Specs that may run at the same time have their own ports. */
  portBase?: number;
  /** Whether the test writes into the directory of the repository: then the server is a process of this machine. */
  files?: boolean;
} = {}): Promise<TestElasticsearch> {
  if (files) return startProcess(portBase);
  const borrowed = borrowedServer('ELASTICSEARCH', process.env);
  if (borrowed !== null) return borrow(borrowed);
  const brought = Boolean(process.env.HOLDFAST_ELASTICSEARCH_HOME);
  return !brought && hasImage(IMAGES.elasticsearch) ? startContainer() : startProcess(portBase);
}

async function startContainer(): Promise<TestElasticsearch> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const location = '/tmp/snapshots';
  const container = await new GenericContainer(IMAGES.elasticsearch)
    .withExposedPorts(9200)
    .withEnvironment({
      'discovery.type': 'single-node',
      'xpack.security.enabled': 'false',
      'path.repo': location,
      ES_JAVA_OPTS: '-Xms512m -Xmx512m',
    })
    .withWaitStrategy(Wait.forHttp('/_cluster/health?wait_for_status=yellow', 9200))
    .withStartupTimeout(180_000)
    .start();
  return {
    url: `http://${container.getHost()}:${container.getMappedPort(9200)}`,
    location,
    stop: async () => {
      await container.stop();
    },
  };
}

/**
 * A real Elasticsearch with security, and a login that may do everything. Always a local process: a server that the tests
 * did not start has its own users.
 */
export async function provideSecuredElasticsearch({
  portBase,
}: {
  portBase: number;
}): Promise<SecuredElasticsearch> {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-es-'));
  const words = ['up', '--only', 'es', '--secured'];
  const cluster = JSON.parse(await clusterCommand(words, directory, portBase)) as Started;
  const { username, password } = cluster.elasticsearchLogin ?? { username: '', password: '' };
  const login = Buffer.from(`${username}:${password}`).toString('base64');
  return {
    url: cluster.elasticsearch,
    location: cluster.repositoryDirectory,
    repository: cluster.repository,
    headers: { authorization: `Basic ${login}` },
    login: { username, password },
    stop: () => wipe(directory, portBase),
  };
}

async function startProcess(portBase: number): Promise<TestElasticsearch> {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-es-'));
  const output = await clusterCommand(['up', '--only', 'es'], directory, portBase);
  const cluster = JSON.parse(output) as Started;
  return {
    url: cluster.elasticsearch,
    location: cluster.repositoryDirectory,
    stop: () => wipe(directory, portBase),
  };
}

async function wipe(directory: string, portBase: number): Promise<void> {
  await clusterCommand(['wipe'], directory, portBase);
  rmSync(directory, { recursive: true, force: true });
}

/** One request with a JSON body; fails on any answer but a success. */
export function ask<T>(server: TestElasticsearch, method: string, path: string, body?: unknown): Promise<T> {
  return json<T>(`${server.url}${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
    }),
    headers: { 'content-type': 'application/json', ...server.headers },
  });
}
