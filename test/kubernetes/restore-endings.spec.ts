import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KUBERNETES_RIGHTS, type ControlAction } from '#camunda-processes';
import { failureOf } from '../support/step-failure.ts';
import { CamundaNamespace } from '../support/control-plane/camunda-namespace.ts';
import { ControlPlane } from '../support/control-plane/control-plane.ts';
import { HandKubelet } from '../support/control-plane/hand-kubelet.ts';
import { until } from '../support/until.ts';
import { addVolumes } from '../support/control-plane/volumes.ts';

const wipe: ControlAction = { kind: 'wipe-broker', brokers: 2, broker: 0 };
const restore: ControlAction = { kind: 'restore-broker', brokers: 2, broker: 0, backupId: 1_764_000_000 };
const CLAIM = 'data-camunda-zeebe-0';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await ControlPlane.start();
  await HandKubelet.addNode(plane.admin, 'node-1');
  await addVolumes(plane.admin, 60);
});
afterAll(() => plane.close());

let namespaces = 0;
const namespace = (): Promise<CamundaNamespace> => {
  namespaces += 1;
  return CamundaNamespace.create(plane, `endings-${namespaces}`);
};

/** A restore of broker 0 that was let go, and the name of its Job. */
async function restoring(world: CamundaNamespace, timeoutMs = 600_000): Promise<string> {
  await world.stop();
  await world.open({}, { timeoutMs }).begin(restore, 'a');
  const [job = ''] = await world.names('Job');
  return job;
}

describe('a restore on a real API server', () => {
  it('ends with its pod when it is abandoned, and another one can begin', async () => {
    const world = await namespace();
    const job = await restoring(world);
    await world.runJob(job);
    expect(await failureOf(world.open().abandon(restore, 'a'))).toMatchObject({
      code: 'busy',
      retryable: true,
    });
    // Asked to end by the garbage collector: it is no orphan.
    await until('the pod is ending', async () => {
      const [pod] = await world.podsOf(job);
      return pod === undefined || pod.metadata.deletionTimestamp !== undefined;
    });
    await world.kubelet.endPods();
    await until('it is abandoned', () =>
      world
        .open()
        .abandon(restore, 'a')
        .then(
          () => true,
          () => false,
        ),
    );
    expect(await world.open().look(restore, 'a')).toMatchObject({ state: 'failed' });
    await world.open().begin({ ...restore, backupId: 1_764_000_001 }, 'b');
    expect((await world.names('Job')).length).toBe(1);
  });

  it('makes room for a wipe that comes while it runs', async () => {
    const world = await namespace();
    const job = await restoring(world);
    await world.runJob(job);
    await world.open().begin(wipe, 'b');
    expect(await world.open().look(wipe, 'b')).toMatchObject({
      state: 'running',
      message: expect.stringContaining('kubernetes.io/pvc-protection') as unknown,
    });
    await until('the wipe is done', async () => {
      await world.kubelet.endPods();
      return (await world.open().look(wipe, 'b')).state === 'done';
    });
    expect((await world.get('PersistentVolumeClaim', CLAIM)).status).toBe(404);
    expect((await world.get('PersistentVolumeClaim', 'data-camunda-zeebe-1')).status).toBe(200);
  });

  it('has failed, in the end, when its node is lost: the Job stays FailureTarget', async () => {
    const world = await namespace();
    const job = await restoring(world, 2_000);
    await world.runJob(job);
    await until('its deadline is over', async () => (await world.conditions(job)).includes('FailureTarget'));
    expect(await world.conditions(job)).not.toContain('Failed');
    const at = (minutes: number) =>
      world.open({}, { timeoutMs: 2_000, now: () => Date.now() + minutes * 60_000 }).look(restore, 'a');
    expect(await at(0)).toMatchObject({
      state: 'running',
      message: expect.stringMatching(
        /fails \(DeadlineExceeded\), and its pod .* has not ended yet/,
      ) as unknown,
    });
    expect(await at(10)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('the node of its pod may be lost') as unknown,
    });
    // What comes next waits for the pod, which may still write.
    expect(await failureOf(world.open().begin(restore, 'b'))).toMatchObject({ code: 'busy' });
    await world.kubelet.endPods();
    await until('the Job has failed', async () => (await world.conditions(job)).includes('Failed'));
    expect(await at(0)).toMatchObject({ state: 'failed' });
    await world.open().begin(restore, 'b');
  });

  it('tells how its program ended, although the log of a lost node cannot be read', async () => {
    const world = await namespace();
    const job = await restoring(world);
    await world.endJob(job, 3);
    const seen = await world.open().look(restore, 'a');
    expect(seen).toMatchObject({ state: 'failed', output: [] });
    expect(seen.message).toMatch(
      /BackoffLimitExceeded: .*; container zeebe ended with exit code 3 \(Error\)\.$/,
    );
  });

  it('says why its pod does not run', async () => {
    const world = await namespace();
    await world.stop();
    await plane.run('kubectl', ['cordon', 'node-1']);
    try {
      await world.open().begin(restore, 'a');
      await until('it cannot be placed', async () =>
        (await world.open().look(restore, 'a')).message.includes(
          'it cannot be placed (Unschedulable: 0/1 nodes',
        ),
      );
    } finally {
      await plane.run('kubectl', ['uncordon', 'node-1']);
    }
    const [job = ''] = await world.names('Job');
    await until('it has a node', async () =>
      (await world.podsOf(job)).some(({ spec }) => spec.nodeName !== undefined),
    );
    const [pod] = await world.podsOf(job);
    const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image' };
    const containerStatuses = [
      { name: 'zeebe', image: '', imageID: '', ready: false, restartCount: 0, state: { waiting } },
    ];
    await plane.admin.ask({
      ...{ method: 'PATCH', path: `${world.path('Pod', pod!.metadata.name)}/status` },
      body: { status: { containerStatuses } },
    });
    expect(await world.open().look(restore, 'a')).toMatchObject({
      state: 'running',
      message: expect.stringContaining(
        'container zeebe waits (ImagePullBackOff: Back-off pulling image)',
      ) as unknown,
    });
  });

  it('finds a place on the only node although the brokers insist on nodes of their own', async () => {
    const world = await namespace();
    const insisting = {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { component: 'zeebe' } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    };
    const template = { spec: { affinity: { podAntiAffinity: insisting } } };
    await world.patch('StatefulSet', 'camunda-zeebe', { spec: { template } });
    await world.stop();
    const actions = [restore, { ...restore, broker: 1 }] as const;
    for (const [index, action] of actions.entries()) await world.open().begin(action, `key-${index}`);
    for (const job of await world.names('Job')) await world.endJob(job, 0);
    for (const [index, action] of actions.entries())
      expect(await world.open().look(action, `key-${index}`)).toMatchObject({ state: 'done' });
  });

  it('gives its pod the node id of its region, and asks meshes for no proxy', async () => {
    const world = await namespace();
    await world.stop();
    const brokers = { statefulSet: 'camunda-zeebe', container: 'zeebe', regions: { count: 2, id: 1 } };
    await world.open({ brokers }).begin({ ...restore, broker: 1 }, 'a');
    const [job = ''] = await world.names('Job');
    const pod = (await world.runJob(job)) as unknown as {
      metadata: { labels: Record<string, string>; annotations: Record<string, string> };
      spec: { hostname: string; containers: { env: { name: string; value?: string }[] }[] };
    };
    const env = Object.fromEntries(pod.spec.containers[0]!.env.map(({ name, value }) => [name, value]));
    expect(env).toMatchObject({
      ZEEBE_BROKER_CLUSTER_NODEID: '3',
      ZEEBE_RESTORE: 'true',
      ZEEBE_RESTORE_FROM_BACKUP_ID: '1764000000',
      K8S_NAME: 'camunda-zeebe-1',
    });
    expect(pod.spec.hostname).toBe('camunda-zeebe-1');
    expect(pod.metadata.labels['sidecar.istio.io/inject']).toBe('false');
    expect(pod.metadata.annotations).toMatchObject({
      'sidecar.istio.io/inject': 'false',
      'linkerd.io/inject': 'disabled',
    });
  });
});

describe('a start on a real API server', () => {
  it('stays done whatever becomes of a pod afterwards', async () => {
    const world = await namespace();
    await world.stop();
    const start: ControlAction = { kind: 'start', brokers: 2 };
    await world.open().begin(start, 'a');
    expect(await world.open().look(start, 'a')).toMatchObject({ state: 'running' });
    await world.settle();
    expect(await world.open().look(start, 'a')).toMatchObject({ state: 'done' });
    await plane.run('kubectl', ['-n', world.name, 'delete', 'pod', 'camunda-zeebe-0', '--wait=false']);
    await world.kubelet.endPods();
    await until('a broker is not ready', async () => {
      const { body } = await world.get('StatefulSet', 'camunda-zeebe');
      return ((body['status'] as { readyReplicas?: number }).readyReplicas ?? 0) < 2;
    });
    expect(await world.open().look(start, 'a')).toMatchObject({ state: 'done' });
  });
});

describe('the documented rights on a real API server', () => {
  it('are enough for the check, and each one that is missing is named', async () => {
    const world = await namespace();
    expect((await world.open().check(2)).filter(({ ok }) => !ok)).toEqual([]);
    const { body } = await world.get('Role', 'holdfast-restore');
    const rules = body['rules'] as { resources: string[]; verbs: string[] }[];
    const named = async (rulesLeft: unknown) => {
      await world.patch('Role', 'holdfast-restore', { rules: rulesLeft });
      let problems: string[] = [];
      // The authorizer sees a change of a Role a moment later.
      await until('the right is missed', async () => {
        problems = (await world.open().check(2)).filter(({ ok }) => !ok).map(({ message }) => message);
        return problems.length > 0;
      });
      return problems.join('\n');
    };
    for (const [index, rule] of rules.entries())
      for (const verb of rule.verbs) {
        const verbs = rule.verbs.filter((each) => each !== verb);
        const left = verbs.length === 0 ? rules.toSpliced(index, 1) : rules.with(index, { ...rule, verbs });
        expect(await named(left)).toContain(`${verb} ${rule.resources[0]!}`);
        await world.patch('Role', 'holdfast-restore', { rules });
        await until('the right is back', async () => (await world.open().check(2)).every(({ ok }) => ok));
      }
    expect(rules.reduce((sum, { resources, verbs }) => sum + resources.length * verbs.length, 0)).toBe(
      KUBERNETES_RIGHTS.length,
    );
  });

  it('end at the namespace: what a neighbour has is neither read nor changed', async () => {
    const [world, neighbour] = [await namespace(), await namespace()];
    const reaching = world.open({ namespace: neighbour.name });
    expect(await failureOf(reaching.begin({ kind: 'stop', brokers: 2 }, 'a'))).toMatchObject({
      ...{ code: 'refused', retryable: false },
      message: expect.stringContaining('forbidden') as unknown,
    });
    expect((await reaching.check(2)).some(({ ok }) => !ok)).toBe(true);
    const { body } = await neighbour.get('StatefulSet', 'camunda-zeebe');
    expect(body['spec']).toMatchObject({ replicas: 2 });
  });

  it('do not reach a StatefulSet that is not there', async () => {
    const world = await namespace();
    const checks = await world.open({ brokers: { statefulSet: 'no-such' } }).check(2);
    expect(checks.find(({ ok }) => !ok)?.message).toContain('There is no StatefulSet "no-such"');
  });
});
