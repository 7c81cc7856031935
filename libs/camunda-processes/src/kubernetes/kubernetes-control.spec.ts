import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { defineCamundaControlContract } from '../camunda-control.contract.ts';
import type { ControlAction } from '../camunda-control.port.ts';
import { failureOf, KubeWorld } from './kube-world.spec-support.ts';

jest.setTimeout(60_000);

const stop: ControlAction = { kind: 'stop', brokers: 2 };
const start: ControlAction = { kind: 'start', brokers: 2 };

/** What each action changes in the world, once. */
const effectOf = (action: ControlAction): string => {
  switch (action.kind) {
    case 'stop':
      return 'scale StatefulSet camunda-zeebe 2 0';
    case 'start':
      return 'scale StatefulSet camunda-zeebe 0 2';
    case 'wipe-broker':
      return `delete PersistentVolumeClaim data-camunda-zeebe-${action.broker}`;
    case 'restore-broker':
      return `suspend Job holdfast-restore-broker-${action.broker}`;
    case 'stop-component':
      return 'scale Deployment camunda-optimize 1 0';
    case 'start-component':
      return 'scale Deployment camunda-optimize 0 1';
  }
};

defineCamundaControlContract('kubernetes', async () => {
  const world = await KubeWorld.start();
  const job = () => world.names('Job').find((name) => name.includes('restore-broker')) ?? '';
  return {
    goesOn: 'running',
    open: () => world.open(),
    prepare: async (action) => {
      if (action.kind === 'stop' || action.kind === 'stop-component') return;
      await world.stop(action.kind === 'start-component' ? { ...action, kind: 'stop-component' } : undefined);
    },
    finish: (action, _, ok) => {
      world.kube.controllers.settle();
      if (action.kind === 'restore-broker') world.kube.controllers.endJobPod(job(), ok ? 0 : 1);
      return Promise.resolve();
    },
    begun: (action) => Promise.resolve(world.effects(effectOf(action)).length),
    works: (action) => {
      if (action.kind !== 'restore-broker') return Promise.resolve(null);
      world.kube.controllers.settle();
      return Promise.resolve(world.names('Pod').length > 0);
    },
    close: () => world.close(),
  };
});

describe('KubernetesControl', () => {
  let world: KubeWorld;
  const { stringify } = JSON;
  beforeEach(async () => {
    world = await KubeWorld.start();
  });
  afterEach(() => world.close());

  const replicas = (kind: string, name: string) => world.get(kind, name).spec?.['replicas'];
  const remembered = (kind: string, name: string) =>
    world.get(kind, name).metadata.annotations?.['holdfast/replicas'];

  it('says what it will scale, delete and run', () => {
    const control = world.open();
    expect(control.describe(stop)).toMatch(
      /^Scale to 0 in namespace camunda: StatefulSet "camunda-zeebe", Deployment "camunda-zeebe-gateway".*annotation holdfast\/replicas$/,
    );
    expect(control.describe(start)).toMatch(/the brokers to 2 without one/);
    expect(
      world
        .open({ brokers: { statefulSet: 'z', volume: 'data' } })
        .describe({ kind: 'wipe-broker', brokers: 2, broker: 1 }),
    ).toMatch(/^Delete PersistentVolumeClaim "data-z-1" in namespace camunda with all data of broker 1/);
    expect(control.describe({ kind: 'restore-broker', brokers: 2, broker: 1, backupId: 7 })).toMatch(
      /in a pod like camunda-zeebe-1 with its volume claims, for backup 7 and node id 1$/,
    );
  });

  describe('stop', () => {
    it('is done only when every pod is gone, also those that a Deployment no longer counts', async () => {
      world.kube.controllers.held.add('camunda-operate-7d9f-3');
      const control = world.open();
      await control.begin(stop, 'a');
      expect((await control.look(stop, 'a')).message).toMatch(
        /StatefulSet "camunda-zeebe" \(camunda-zeebe-0, camunda-zeebe-1\)/,
      );
      world.kube.controllers.settle();
      expect(world.get('Deployment', 'camunda-operate').status).toMatchObject({ replicas: 0 });
      expect(await control.look(stop, 'a')).toMatchObject({
        state: 'running',
        message: 'Not down yet: Deployment "camunda-operate" (camunda-operate-7d9f-3, which is ending).',
      });
      world.kube.controllers.held.clear();
      world.kube.controllers.settle();
      expect(await control.look(stop, 'a')).toMatchObject({ state: 'done' });
    });

    it('remembers the first number of replicas, however often it is stopped, and starts with it', async () => {
      const control = world.open();
      for (const key of ['a', 'b']) {
        await control.begin(stop, key);
        world.kube.controllers.settle();
        expect(await control.look(stop, key)).toMatchObject({ state: 'done' });
      }
      expect([
        remembered('StatefulSet', 'camunda-zeebe'),
        remembered('Deployment', 'camunda-zeebe-gateway'),
      ]).toEqual(['2', '2']);
      expect(remembered('Deployment', 'camunda-tasklist')).toBeUndefined();
      await control.begin(start, 'c');
      world.kube.controllers.settle();
      expect(await control.look(start, 'c')).toMatchObject({ state: 'done' });
      expect(replicas('Deployment', 'camunda-zeebe-gateway')).toBe(2);
      expect(replicas('Deployment', 'camunda-operate')).toBe(1);
      expect(replicas('Deployment', 'camunda-tasklist')).toBe(0);
      expect(remembered('StatefulSet', 'camunda-zeebe')).toBeUndefined();
    });

    it('is no longer done after someone scales up again', async () => {
      const control = world.open();
      await control.begin(stop, 'a');
      world.kube.controllers.settle();
      world.kube.store.patch('Deployment', 'camunda-operate', { spec: { replicas: 3 } });
      expect(await control.look(stop, 'a')).toMatchObject({
        state: 'running',
        message: 'Not down yet: Deployment "camunda-operate" is scaled to 3 again.',
      });
    });

    it('applies its change to the newest version after another client changed it in between', async () => {
      let once = true;
      const interfere = () =>
        world.kube.intervene(({ method, resource }) => {
          if (once && method === 'PATCH' && resource === 'statefulsets') {
            once = false;
            world.kube.store.patch('StatefulSet', 'camunda-zeebe', { spec: { replicas: 3 } });
          }
          interfere();
        });
      interfere();
      await world.open().begin(stop, 'a');
      expect(once).toBe(false);
      expect(replicas('StatefulSet', 'camunda-zeebe')).toBe(0);
      expect(remembered('StatefulSet', 'camunda-zeebe')).toBe('3');
    });

    it('has failed when its time is over, and says what is left', async () => {
      world.kube.controllers.held.add('camunda-zeebe-1');
      await world.open().begin(stop, 'a');
      world.kube.controllers.settle();
      const control = world.open({}, { timeoutMs: 60_000, now: () => Date.now() + 61_000 });
      const seen = await control.look(stop, 'a');
      expect(seen).toMatchObject({ state: 'failed' });
      expect(seen.message).toMatch(
        /^It was not done within 60 s\. Not down yet: .*camunda-zeebe-1, which is ending/,
      );
    });

    it('refuses a workload that is not there', async () => {
      const control = world.open({ workloads: [{ kind: 'Deployment', name: 'no-such' }] });
      const failure = await failureOf(control.begin(stop, 'a'));
      expect(failure).toMatchObject({ code: 'refused', retryable: false });
      expect(failure.message).toBe(
        'There is no Deployment "no-such" in namespace "camunda". Correct restore.kubernetes, or deploy it.',
      );
      expect(await control.look(stop, 'a')).toMatchObject({ state: 'absent' });
    });
  });

  describe('start', () => {
    it('does not take what a controller has not seen yet for ready', async () => {
      await world.stop();
      const control = world.open();
      await control.begin(start, 'a');
      expect((await control.look(start, 'a')).message).toMatch(/StatefulSet "camunda-zeebe" \(0 of 2\)/);
      world.kube.controllers.held.add('camunda-zeebe-1');
      world.kube.controllers.settle();
      expect(await control.look(start, 'a')).toMatchObject({
        state: 'running',
        message: 'Not ready yet: StatefulSet "camunda-zeebe" (1 of 2).',
      });
      world.kube.controllers.held.clear();
      world.kube.controllers.settle();
      expect(await control.look(start, 'a')).toMatchObject({ state: 'done' });
    });

    it('does not take what was running before a stop for started', async () => {
      await world.open().begin(stop, 'a');
      await world.open().begin(start, 'b');
      expect(await world.open().look(start, 'b')).toMatchObject({ state: 'running' });
      world.kube.controllers.settle();
      expect(await world.open().look(start, 'b')).toMatchObject({ state: 'done' });
    });

    it('stays done once it was, whatever becomes of a pod afterwards', async () => {
      await world.stop();
      await world.open().begin(start, 'a');
      world.kube.controllers.settle();
      expect(await world.open().look(start, 'a')).toMatchObject({ state: 'done' });
      const set = world.get('StatefulSet', 'camunda-zeebe');
      world.kube.store.write({ ...set, status: { ...set.status, readyReplicas: 1 } });
      expect(await world.open().look(start, 'a')).toMatchObject({ state: 'done' });
    });

    it('starts the brokers also when their number was not recorded', async () => {
      await world.stop();
      world.kube.store.patch('StatefulSet', 'camunda-zeebe', {
        metadata: { annotations: { 'holdfast/replicas': null } },
      });
      await world.open().begin(start, 'a');
      expect(replicas('StatefulSet', 'camunda-zeebe')).toBe(2);
    });

    it('refuses a remembered number that is none', async () => {
      await world.stop();
      world.kube.store.patch('Deployment', 'camunda-operate', {
        metadata: { annotations: { 'holdfast/replicas': 'two' } },
      });
      const failure = await failureOf(world.open().begin(start, 'a'));
      expect(failure.message).toMatch(/"camunda-operate" is "two", which is no number of replicas/);
    });
  });

  it('keeps actions of clusters apart that share a namespace', async () => {
    await world.open({}, { cluster: 'prod' }).begin(stop, 'a');
    expect(await world.open({}, { cluster: 'test' }).look(stop, 'a')).toMatchObject({ state: 'absent' });
  });

  it('marks what it makes', async () => {
    await world.open().begin(stop, 'restore-1764000000-stop-1');
    const [record] = world.kube.store.list('ConfigMap');
    expect(record?.metadata.labels).toEqual({
      'app.kubernetes.io/managed-by': 'holdfast',
      'holdfast/cluster': 'prod',
      'holdfast/action': 'stop',
    });
    expect(record?.data).toMatchObject({
      key: 'restore-1764000000-stop-1',
      action: stringify(stop),
      state: 'begun',
    });
  });
});
