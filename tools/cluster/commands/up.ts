import { writeFile } from 'node:fs/promises';
import { prepareCluster, savedPortBase, type Cluster } from '../cluster.ts';
import { requireCamunda } from '../components/camunda.ts';
import { CATALOG } from '../components/catalog.ts';
import type { Component } from '../components/component.ts';
import { COMPONENT_NAMES, type ComponentName } from '../components/names.ts';
import { checkPorts } from '../components/check-ports.ts';
import { bringUp } from '../components/start.ts';
import { configFile, endpointsOf } from '../endpoints.ts';
import { holdfastYaml } from '../holdfast-yaml.ts';
import { ClusterProblem } from '../problem.ts';
import { findProcesses } from '../process-table.ts';

/** The stores come first; the others need them from their first second on. */
const STORES: readonly ComponentName[] = ['es', 's3'];

export async function up(
  names: readonly ComponentName[],
  cluster: Cluster,
  timeoutSeconds: number,
): Promise<void> {
  refuseOtherPorts(cluster);
  refuseRestore(names, cluster);
  if (names.some((name) => !STORES.includes(name))) requireCamunda(cluster);
  const components = names.map((name) => CATALOG[name]);
  await checkPorts(components, cluster);
  await prepareCluster(cluster);
  for (const component of components) await component.install(cluster);
  const deadline = Date.now() + timeoutSeconds * 1000;
  const bringAllUp = (group: Component[]) =>
    Promise.all(group.map((component) => bringUp(component, cluster, deadline)));
  await bringAllUp(components.filter(({ name }) => STORES.includes(name)));
  await bringAllUp(components.filter(({ name }) => !STORES.includes(name)));
  await writeFile(configFile(cluster), holdfastYaml(endpointsOf(cluster), cluster.at.project));
}

export function describe(cluster: Cluster): void {
  const { narrator } = cluster;
  const { pids, ...addresses } = endpointsOf(cluster);
  narrator.say('');
  narrator.say(
    `Elasticsearch    ${addresses.elasticsearch}   (snapshot repository "${addresses.repository}")`,
  );
  if (pids.s3 !== null) narrator.say(`S3 store         ${addresses.s3}   (bucket "${addresses.bucket}")`);
  if (pids.broker !== null)
    narrator.say(
      `Zeebe            ${addresses.zeebe}   (REST API ${addresses.gateway}/v2, gRPC ${addresses.gatewayGrpc})`,
    );
  if (pids.operate !== null)
    narrator.say(
      `Operate          ${addresses.operate}   (in the browser ${addresses.operateWeb}, demo / demo)`,
    );
  if (pids.tasklist !== null)
    narrator.say(
      `Tasklist         ${addresses.tasklist}   (in the browser ${addresses.tasklistWeb}, demo / demo)`,
    );
  narrator.say(`\n${addresses.config}:\n${holdfastYaml(addresses, cluster.at.project)}`);
}

/** What runs was started with the ports of before and would be searched in vain on the new ones. */
function refuseOtherPorts({ at, portBase }: Cluster): void {
  const processes = findProcesses(at.dir);
  if (portBase === savedPortBase(at.dir) || COMPONENT_NAMES.every((name) => processes[name].length === 0))
    return;
  throw new ClusterProblem(
    'This cluster runs with other ports; stop it with "down" first, or leave --port-base out.',
  );
}

/** It would find its data directory in the hands of somebody else. */
function refuseRestore(names: readonly ComponentName[], { at }: Cluster): void {
  if (!names.includes('broker') || findProcesses(at.dir).restore.length === 0) return;
  throw new ClusterProblem(
    'A restore of the broker runs whose command has been killed; end it with "wipe-broker", and restore again.',
  );
}
