import { parseVersion, StepFailure, type Component } from '#domain';
import type { CallOptions } from '#http';
import { failureOf, unexpected } from '../http/answers.ts';
import { objectOf } from '../http/json-fields.ts';
import { ManagementClient } from '../http/management-client.ts';
import { readInfo } from '../info.client.ts';
import { readTopology } from '../zeebe/cluster-topology.ts';

/** What the management port of a component shows of itself. */
export interface ManagementPort {
  /** The address that answered, with its context path. */
  url: string;
  version: string | null;
  /** Names of the actuators that it has, such as `backups`; empty where it does not list them. */
  actuators: string[];
  /** Null where it tells no topology (before 8.4, and components other than Zeebe). */
  topology: { brokers: number; partitions: number } | null;
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
 * @param url of a management port, with or without its context path
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
  const links = await client.get('/actuator', call);
  if (links.status !== 200) throw failureOf(links);
  const { version } = await readInfo(client, call);
  const cluster = await client.get('/actuator/cluster', call).catch(() => null);
  const topology = cluster?.status === 200 ? readTopology(cluster.body) : null;
  return {
    url,
    version: version !== null && parseVersion(version) !== null ? version : null,
    actuators: Object.keys(objectOf(objectOf(links.body)?.['_links']) ?? {}).filter(
      (name) => name !== 'self',
    ),
    topology: topology && { brokers: topology.brokers, partitions: topology.partitionCount },
  };
}

function withPath(url: string, path: string): string {
  const parsed = new URL(url);
  const base = parsed.pathname.replace(/\/+$/, '');
  if (path !== '' && base.endsWith(path)) return url;
  parsed.pathname = `${base}${path}`;
  return parsed.toString().replace(/\/+$/, '');
}
