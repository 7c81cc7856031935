import { describe, expect, it } from '@jest/globals';
import { generationNamed, ZEEBE_PROGRAM } from '#domain';
import type { BrokersConfig } from '../control-config.ts';
import { brokerPodSpec } from '../../../../test/support/kubernetes/camunda-workloads.ts';
import type { StatefulSet } from './kube-types.ts';
import { buildRestoreJob } from './restore-job.ts';

const sidecar = { name: 'istio-proxy', image: 'istio' };

type Template = NonNullable<StatefulSet['spec']>['template'];

function setWith(containers: object[] = brokerPodSpec.containers): StatefulSet {
  return {
    metadata: { name: 'camunda-zeebe' },
    spec: {
      serviceName: 'zeebe-headless',
      selector: { matchLabels: { component: 'zeebe' } },
      template: {
        metadata: { labels: { component: 'zeebe' }, annotations: { 'vault/inject': 'true' } },
        spec: {
          ...brokerPodSpec,
          containers,
          // The one named like a claim is what the claim takes the place of.
          volumes: [...brokerPodSpec.volumes, { name: 'data', emptyDir: {} }],
        },
      } as Template,
      volumeClaimTemplates: [{ metadata: { name: 'data' } }, { metadata: { name: 'logs' } }],
    },
  };
}

const build = (
  brokers: Partial<BrokersConfig> = {},
  set = setWith(),
  program = ZEEBE_PROGRAM,
  backupId: number | null = 1_764_000_000,
) =>
  buildRestoreJob({
    program,
    set,
    brokers: { statefulSet: 'camunda-zeebe', ...brokers },
    broker: 1,
    backupId,
    name: 'holdfast-restore-broker-1-abc',
    labels: { 'holdfast/action': 'restore-broker' },
    timeoutMs: 1_800_500,
  });
const podOf = (job: ReturnType<typeof build>) => job.spec!.template.spec!;

describe('buildRestoreJob', () => {
  it('runs once, for no longer than it may, and not before it is let go', () => {
    expect(build().spec).toMatchObject({
      suspend: true,
      backoffLimit: 0,
      completions: 1,
      activeDeadlineSeconds: 1801,
    });
    expect(podOf(build()).restartPolicy).toBe('Never');
  });

  it("is like the broker's pod: account, placement, labels, annotations, name and volumes", () => {
    const { template } = build().spec!;
    expect(template.metadata).toEqual({
      labels: {
        component: 'zeebe',
        'apps.kubernetes.io/pod-index': '1',
        'statefulset.kubernetes.io/pod-name': 'camunda-zeebe-1',
        'sidecar.istio.io/inject': 'false',
        'holdfast/action': 'restore-broker',
        'holdfast/job': 'holdfast-restore-broker-1-abc',
      },
      annotations: {
        'vault/inject': 'true',
        'sidecar.istio.io/inject': 'false',
        'linkerd.io/inject': 'disabled',
      },
    });
    expect(template.spec).toMatchObject({
      serviceAccountName: 'zeebe',
      securityContext: { fsGroup: 1001 },
      affinity: { nodeAffinity: {} },
      hostname: 'camunda-zeebe-1',
      subdomain: 'zeebe-headless',
    });
    expect(template.spec?.volumes).toEqual([
      { name: 'config', configMap: { name: 'zeebe' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'data-camunda-zeebe-1' } },
      { name: 'logs', persistentVolumeClaim: { claimName: 'logs-camunda-zeebe-1' } },
    ]);
  });

  it('keeps the container as it is, but for what would end a broker that does not serve', () => {
    const [container, ...more] = podOf(build()).containers;
    expect(more).toEqual([]);
    const { image, command, envFrom, ports, readinessProbe, resources, volumeMounts } =
      brokerPodSpec.containers[0]!;
    expect(container).toMatchObject({
      name: 'zeebe',
      image,
      command,
      envFrom,
      ports,
      readinessProbe,
      resources,
      volumeMounts,
    });
    for (const gone of ['livenessProbe', 'startupProbe', 'lifecycle'])
      expect(container).not.toHaveProperty(gone);
  });

  it('tells what to restore and which broker it is, and gives it the name of the pod that it stands for', () => {
    const pod = podOf(build({ env: { SPRING_PROFILES_ACTIVE: 'restore' } }));
    expect(pod.containers[0]?.env).toEqual([
      { name: 'K8S_NAME', value: 'camunda-zeebe-1' },
      { name: 'ADVERTISED', value: '$(K8S_NAME).camunda-zeebe' },
      { name: 'ZEEBE_RESTORE', value: 'true' },
      { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'store', key: 'password' } } },
      { name: 'SPRING_PROFILES_ACTIVE', value: 'restore' },
      { name: 'ZEEBE_RESTORE_FROM_BACKUP_ID', value: '1764000000' },
      { name: 'ZEEBE_BROKER_CLUSTER_NODEID', value: '1' },
    ]);
    expect(pod.initContainers?.[0]?.env).toEqual([{ name: 'K8S_NAME', value: 'camunda-zeebe-1' }]);
  });

  it('tells the unified application of 8.8 by its own variables, and none of the older ones', () => {
    const program = generationNamed('8.8')!.restoreProgram;
    const env = podOf(build({}, setWith(), program)).containers[0]?.env ?? [];
    expect(env).toContainEqual({ name: 'SPRING_PROFILES_ACTIVE', value: 'restore' });
    expect(env).toContainEqual({ name: 'VALUES_ORCHESTRATION_NODE_ID', value: '1' });
    expect(env.map(({ name }) => name)).not.toContain('ZEEBE_BROKER_CLUSTER_NODEID');
  });

  it('names no backup of a relational cluster, also where the broker has the variable', () => {
    const program = generationNamed('rdbms')!.restoreProgram;
    const [broker] = brokerPodSpec.containers;
    const named = { name: 'ZEEBE_RESTORE_FROM_BACKUP_ID', value: '' };
    const set = setWith([{ ...broker, env: [...broker!.env, named] }]);
    const env = podOf(build({}, set, program, null)).containers[0]?.env ?? [];
    expect(env).toContainEqual({ name: 'ZEEBE_RESTORE', value: 'true' });
    expect(env).toContainEqual({ name: 'SPRING_PROFILES_ACTIVE', value: 'restore' });
    expect(env.map(({ name }) => name)).not.toContain('ZEEBE_RESTORE_FROM_BACKUP_ID');
  });

  it('may run where a broker of another release is', () => {
    expect(podOf(build()).affinity).toEqual({ nodeAffinity: {} });
  });

  it('numbers the brokers of several regions as the charts do', () => {
    const program = generationNamed('8.8')!.restoreProgram;
    const env = podOf(build({ regions: { count: 2, id: 1 } }, setWith(), program)).containers[0]?.env;
    expect(env).toContainEqual({ name: 'VALUES_ORCHESTRATION_NODE_ID', value: '3' });
    // The name of its pod, and so its volume, has the ordinal.
    expect(env).toContainEqual({ name: 'K8S_NAME', value: 'camunda-zeebe-1' });
  });

  it('takes the configured command in place of the command and arguments of the broker', () => {
    const command = ['/usr/local/zeebe/bin/restore', '--backupId=$(ZEEBE_RESTORE_FROM_BACKUP_ID)'];
    const set = setWith([{ ...brokerPodSpec.containers[0], args: ['--serve'] }]);
    const [container] = podOf(build({ command }, set)).containers;
    expect(container?.command).toEqual(command);
    expect(container).not.toHaveProperty('args');
    expect(podOf(build({}, set)).containers[0]?.args).toEqual(['--serve']);
  });

  it('leaves out containers next to the broker, which would keep the job from ending', () => {
    const both = setWith([sidecar, ...brokerPodSpec.containers]);
    expect(podOf(build({ container: 'zeebe' }, both)).containers.map(({ name }) => name)).toEqual(['zeebe']);
    expect(() => build({}, both)).toThrow(
      'StatefulSet "camunda-zeebe" has the containers istio-proxy, zeebe, and restore.kubernetes.brokers.container is not set.',
    );
    expect(() => build({ container: 'broker' })).toThrow(
      /container is broker\. Set it to the one that runs the broker/,
    );
  });

  it('does not change the StatefulSet that it reads', () => {
    const set = setWith();
    const before = structuredClone(set);
    build({ command: ['x'], env: { A: 'b' } }, set);
    expect(set).toEqual(before);
  });
});
