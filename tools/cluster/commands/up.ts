import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import {
  prepareCluster,
  rememberStarted,
  savedPortBase,
  startedComponents,
  type Cluster,
} from '../cluster.ts';
import type { Request } from '../arguments.ts';
import { keepLogin } from '../components/elasticsearch-login.ts';
import { requireCamunda } from '../components/camunda.ts';
import { CATALOG } from '../components/catalog.ts';
import type { Component } from '../components/component.ts';
import { COMPONENT_NAMES, STORES, type ComponentName } from '../components/names.ts';
import { checkPorts } from '../components/check-ports.ts';
import { bringUp } from '../components/start.ts';
import { configFile, endpointsOf } from '../endpoints.ts';
import { holdfastYaml } from '../holdfast-yaml.ts';
import { ClusterProblem } from '../problem.ts';
import { findProcesses } from '../process-table.ts';
import type { CamundaHome } from '../software/camunda-home.ts';

export async function up(
  names: readonly ComponentName[],
  cluster: Cluster,
  { timeoutSeconds, secured }: Pick<Request, 'timeoutSeconds' | 'secured'>,
): Promise<void> {
  refuseOtherPorts(cluster);
  refuseRestore(names, cluster);
  const camunda = names.every((name) => STORES.includes(name)) ? null : requireCamunda(cluster);
  const components = names.map((name) => CATALOG[name]);
  await checkPorts(components, cluster);
  await prepareCluster(cluster);
  if (secured) await keepLogin(cluster);
  for (const component of components) await component.install(cluster);
  const deadline = Date.now() + timeoutSeconds * 1000;
  const bringAllUp = (group: Component[]) =>
    Promise.all(group.map((component) => bringUp(component, cluster, deadline)));
  await bringAllUp(components.filter(({ name }) => STORES.includes(name)));
  await bringAllUp(components.filter(({ name }) => !STORES.includes(name)));
  await rememberStarted(names, cluster);
  if (camunda !== null) await writeConfig(camunda, cluster);
}

/** A file for Holdfast, as far as the cluster was started; none without a broker, which Holdfast cannot do without. */
async function writeConfig(camunda: CamundaHome, cluster: Cluster): Promise<void> {
  const { at } = cluster;
  const components = startedComponents(at.dir);
  if (!components.includes('broker')) return;
  const text = holdfastYaml(endpointsOf(cluster), { components, camunda, project: at.project });
  await writeFile(configFile(cluster), text);
}

export function describe(cluster: Cluster): void {
  const { narrator } = cluster;
  const { pids, ...addresses } = endpointsOf(cluster);
  narrator.say('');
  if (pids.es !== null)
    narrator.say(
      `Elasticsearch    ${addresses.elasticsearch}   (snapshot repository "${addresses.repository}")`,
    );
  if (pids.os !== null)
    narrator.say(
      `OpenSearch       ${addresses.opensearch}   (snapshot repository "${addresses.repository}")`,
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
  narrator.say('');
  if (pids.broker === null)
    narrator.say('No holdfast.yaml is written: without a broker there is nothing to back up.');
  else narrator.say(`${addresses.config}:\n${readFileSync(addresses.config, 'utf8')}`);
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

/** It would find its data directory in use by another process. */
function refuseRestore(names: readonly ComponentName[], { at }: Cluster): void {
  if (!names.includes('broker') || findProcesses(at.dir).restore.length === 0) return;
  throw new ClusterProblem(
    'A restore of the broker runs whose command has been killed; end it with "wipe-broker", and restore again.',
  );
}
