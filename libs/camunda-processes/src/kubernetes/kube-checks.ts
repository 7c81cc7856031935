import { resultsOf, StepFailure, type CheckResult, type Component } from '#domain';
import type { BrokersConfig, WorkloadReference } from '../control-config.ts';
import type { BrokerClaims } from './broker-claims.ts';
import type { KubeApi, KubeRight } from './kube-api.ts';
import { REPLICAS_ANNOTATION } from './kube-types.ts';
import { brokerContainer } from './restore-job.ts';
import { nameOf, type Workloads } from './workloads.ts';

const { passed, failed } = resultsOf({});

const rights = (group: string, resource: string, ...verbs: string[]): KubeRight[] =>
  verbs.map((verb) => ({ verb, group, resource }));

/** Everything that Holdfast does in the namespace. */
export const KUBERNETES_RIGHTS: readonly KubeRight[] = [
  ...rights('apps', 'statefulsets', 'get', 'patch'),
  ...rights('apps', 'deployments', 'get', 'patch'),
  ...rights('batch', 'jobs', 'get', 'list', 'create', 'patch', 'delete'),
  ...rights('', 'configmaps', 'get', 'create', 'patch'),
  ...rights('', 'persistentvolumeclaims', 'get', 'create', 'delete'),
  ...rights('', 'pods', 'list'),
  { verb: 'get', group: '', resource: 'pods', subresource: 'log' },
];

export interface KubeChecksOptions {
  kube: KubeApi;
  workloads: Workloads;
  claims: BrokerClaims;
  config: BrokersConfig;
}

/** Looks at everything that the actions need, and changes nothing. */
export async function checkKubernetes(options: KubeChecksOptions, brokers: number): Promise<CheckResult[]> {
  const { kube, workloads } = options;
  const access = await checked(() => checkRights(kube));
  // Without an answer every further check would say the same.
  if (access.some(({ ok }) => !ok)) return access;
  const others = workloads.all.slice(1);
  return [
    ...access,
    ...(await checked(() => checkBrokers(options, brokers))),
    ...(await checkThere(workloads, others)),
  ];
}

/** The same for what a restore in the running cluster stops and starts. */
export async function checkKubernetesComponents(
  { kube, workloads }: Pick<KubeChecksOptions, 'kube' | 'workloads'>,
  components: readonly Component[],
): Promise<CheckResult[]> {
  const access = await checked(() => checkRights(kube));
  if (access.some(({ ok }) => !ok)) return access;
  const checks = [...access];
  for (const component of components)
    checks.push(
      ...(await checked(() => {
        const own = workloads.of(component);
        return checkThere(own, own.all);
      })),
    );
  return checks;
}

async function checkThere(
  workloads: Workloads,
  references: readonly WorkloadReference[],
): Promise<CheckResult[]> {
  const checks: CheckResult[] = [];
  for (const reference of references) {
    checks.push(
      ...(await checked(async () => {
        await workloads.get(reference);
        return [passed(`${nameOf(reference)} is there.`)];
      })),
    );
  }
  return checks;
}

async function checkRights(kube: KubeApi): Promise<CheckResult[]> {
  const missing: string[] = [];
  for (const right of KUBERNETES_RIGHTS) {
    if (await kube.may(right)) continue;
    const resource =
      right.subresource === undefined ? right.resource : `${right.resource}/${right.subresource}`;
    missing.push(`${right.verb} ${resource}${right.group === '' ? '' : `.${right.group}`}`);
  }
  if (missing.length === 0)
    return [passed(`Holdfast may do what it needs in namespace "${kube.namespace}".`)];
  return [
    failed(
      `Holdfast may not do in namespace "${kube.namespace}": ${missing.join(', ')}.`,
      'Give its account these rights with a Role and a RoleBinding in that namespace.',
    ),
  ];
}

async function checkBrokers(options: KubeChecksOptions, brokers: number): Promise<CheckResult[]> {
  const set = await options.workloads.brokerSet();
  const name = nameOf(options.workloads.brokers);
  const checks = [
    ...(await checked(() => {
      const container = brokerContainer(set, options.config);
      const claim = options.claims.nameIn(set, 0);
      return Promise.resolve([
        passed(
          `${name} runs brokers in container "${container.name}" with volume claims such as "${claim}".`,
        ),
      ]);
    })),
  ];
  const now = set.spec?.replicas ?? 1;
  const replicas = now > 0 ? now : Number(set.metadata?.annotations?.[REPLICAS_ANNOTATION] ?? brokers);
  checks.push(
    replicas === brokers
      ? passed(`${name} has ${brokers} replicas, as many as there are brokers.`)
      : failed(
          `${name} has ${replicas} replicas, and the cluster has ${brokers} brokers.`,
          'Set restore.kubernetes.brokers.statefulSet to the StatefulSet that runs all brokers, with node ids from 0.',
        ),
  );
  return checks;
}

/** What cannot be examined is a problem, not the end of the examination. */
async function checked(examine: () => Promise<CheckResult[]>): Promise<CheckResult[]> {
  try {
    return await examine();
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return [failed(error.what, error.remedy ?? 'Fix that and check again.')];
  }
}
