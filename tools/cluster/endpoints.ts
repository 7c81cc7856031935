import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { INDEX_PREFIX } from './components/broker.ts';
import { loginOf, type ElasticsearchLogin } from './components/elasticsearch-login.ts';
import { REPOSITORY, repositoryDirectory } from './components/elasticsearch.ts';
import { openSearchRepository } from './components/opensearch.ts';
import { COMPONENT_NAMES, type ComponentName } from './components/names.ts';
import { BUCKET } from './components/s3.ts';
import { loopback } from './ports.ts';
import { findProcesses, leadersOf } from './process-table.ts';

/** Everything a program needs that wants to talk to the cluster (`env --json`). */
export interface Endpoints {
  dir: string;
  config: string;
  portBase: number | null;
  elasticsearch: string;
  /** Null where it asks for none. */
  elasticsearchLogin: ElasticsearchLogin | null;
  repository: string;
  repositoryDirectory: string;
  opensearch: string;
  /** Of the repository of the same name in OpenSearch. */
  opensearchRepositoryDirectory: string;
  indexPrefix: string;
  zeebe: string;
  gateway: string;
  gatewayGrpc: string;
  operate: string;
  operateWeb: string;
  tasklist: string;
  tasklistWeb: string;
  s3: string;
  bucket: string;
  /** `null` for a component that is down. */
  pids: Record<ComponentName, number | null>;
}

export function endpointsOf(cluster: Cluster): Endpoints {
  const { at, ports, portBase } = cluster;
  return {
    dir: at.dir,
    config: configFile(cluster),
    portBase,
    elasticsearch: loopback(ports.elasticsearch),
    elasticsearchLogin: loginOf(cluster),
    repository: REPOSITORY,
    repositoryDirectory: repositoryDirectory(cluster),
    opensearch: loopback(ports.opensearch),
    opensearchRepositoryDirectory: openSearchRepository(cluster),
    indexPrefix: INDEX_PREFIX,
    zeebe: loopback(ports.brokerManagement),
    gateway: loopback(ports.gateway),
    gatewayGrpc: `127.0.0.1:${ports.gatewayGrpc}`,
    operate: loopback(ports.operateManagement),
    operateWeb: loopback(ports.operate),
    tasklist: loopback(ports.tasklistManagement),
    tasklistWeb: loopback(ports.tasklist),
    s3: loopback(ports.s3),
    bucket: BUCKET,
    pids: pidsIn(at.dir),
  };
}

export function configFile({ at }: Cluster): string {
  return join(at.dir, 'holdfast.yaml');
}

function pidsIn(dir: string): Record<ComponentName, number | null> {
  const processes = findProcesses(dir);
  const pids: Record<ComponentName, number | null> = {
    es: null,
    os: null,
    s3: null,
    broker: null,
    operate: null,
    tasklist: null,
  };
  for (const name of COMPONENT_NAMES) pids[name] = leadersOf(processes[name])[0]?.pid ?? null;
  return pids;
}
