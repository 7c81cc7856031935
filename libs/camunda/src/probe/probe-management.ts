import { parseVersion, StepFailure, type Component } from '#domain';
import type { CallOptions } from '#http';
import { failureOf, unexpected } from '../http/answers.ts';
import { objectOf, textOf } from '../http/json-fields.ts';
import { ManagementClient } from '../http/management-client.ts';
import { readTopology } from '../zeebe/cluster-topology.ts';
import { readReplicas } from '../zeebe/partition-replicas.ts';

/** What the management port of a component shows of itself. */
export interface ManagementPort {
  /** The address that answered, with its context path. */
  url: string;
  version: string | null;
  /** Names of the actuators that it has, such as `backups`; empty where it does not list them. */
  actuators: string[];
  /** Null where it reports no topology (before 8.4, and components other than Zeebe). */
  topology: { brokers: number; partitions: number } | null;
  /** Its physical tenants (8.10), where it names several. */
  tenants?: readonly string[];
  /** Ids of the partitions that it has itself; null for what is no broker. */
  replicas: number[] | null;
}

/**
 * Context paths that charts and images put before the actuators of a component, the usual one first. Never that of another
 * component, which may answer behind the same address. Optimize has none at its management port (Camunda's Helm chart).
 */
const CONTEXT_PATHS: Partial<Record<Component, readonly string[]>> = {
  zeebe: ['', '/orchestration', '/zeebe', '/core'],
  operate: ['', '/operate'],
  tasklist: ['', '/tasklist'],
};

/**
 * Finds the actuators behind an address. Changes nothing.
 * @param url of a management port, with or without its context path and `/actuator`
 * @throws StepFailure the failure of the given address, when no context path answers
 * @throws TypeError when it is no http(s) URL
 */
export async function probeManagement(
  component: Component,
  url: string,
  call?: CallOptions,
): Promise<ManagementPort> {
  let first: StepFailure | null = null;
  for (const path of CONTEXT_PATHS[component] ?? ['']) {
    const at = withPath(url, path);
    try {
      return await readPort(new ManagementClient({ component, baseUrl: at }), at, call);
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      first ??= error;
      // Where no server is, none of the other paths has one.
      if (error.detail.status === null) break;
    }
  }
  throw first ?? new TypeError(`no context path was tried for ${url}`);
}

/**
 * Asks the Orchestration Cluster REST API for its topology. Changes nothing.
 * @throws StepFailure when it does not answer with one
 */
export async function probeRest(url: string, call?: CallOptions): Promise<void> {
  const client = new ManagementClient({ component: 'zeebe', section: 'orchestration.rest', baseUrl: url });
  const answer = await client.get('/v2/topology', call);
  if (answer.status !== 200) throw failureOf(answer);
  if (objectOf(answer.body)?.['brokers'] === undefined) throw unexpected(answer);
}

async function readPort(client: ManagementClient, url: string, call?: CallOptions): Promise<ManagementPort> {
  const answer = await client.get('/actuator', call);
  if (answer.status !== 200) throw failureOf(answer);
  const links = objectOf(objectOf(answer.body)?.['_links']);
  if (links === null) throw unexpected(answer);
  const info = objectOf(await optional(client, '/actuator/info', call));
  const version = textOf(objectOf(info?.['build'])?.['version']);
  const [cluster, partitions] = await Promise.all([
    optional(client, '/actuator/cluster', call),
    optional(client, '/actuator/partitions', call),
  ]);
  const topology = readTopology(cluster);
  const replicas = readReplicas(url, partitions).map(({ partitionId }) => partitionId);
  return {
    url,
    version: version !== null && parseVersion(version) !== null ? version : null,
    actuators: Object.keys(links).filter((name) => name !== 'self'),
    topology: topology && { brokers: topology.brokers, partitions: topology.partitionCount },
    ...(topology?.tenants && { tenants: topology.tenants }),
    replicas: replicas.length > 0 ? [...new Set(replicas)].sort((a, b) => a - b) : null,
  };
}

/** The body of an answer that is there; null for every other. */
async function optional(client: ManagementClient, path: string, call?: CallOptions): Promise<unknown> {
  const answer = await client.get(path, call).catch(() => null);
  return answer?.status === 200 ? answer.body : null;
}

/** Without a query, and without what the clients add themselves. */
function withPath(url: string, path: string): string {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/+$/, '').replace(/\/actuator$/, '');
  return base.endsWith(path) ? `${origin}${base}` : `${origin}${base}${path}`;
}
