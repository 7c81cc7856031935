import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KubeError } from '../../../../test/support/kubernetes/kube-objects.ts';
import type { ControlAction } from '../camunda-control.port.ts';
import { failureOf, KubeWorld } from './kube-world.spec-support.ts';

jest.setTimeout(60_000);

const wipe: ControlAction = { kind: 'wipe-broker', brokers: 2, broker: 0 };
const restore: ControlAction = { kind: 'restore-broker', brokers: 2, broker: 0, backupId: 1_764_000_000 };
const CLAIM = 'data-camunda-zeebe-0';

let world: KubeWorld;
beforeEach(async () => {
  world = await KubeWorld.start();
});
afterEach(() => world.close());

const settle = () => world.kube.controllers.settle();
const claimUid = () => world.kube.store.find('PersistentVolumeClaim', CLAIM)?.metadata.uid;

/** As a caller does one action to its end. */
async function finish(action: ControlAction, key: string): Promise<void> {
  await world.open().begin(action, key);
  settle();
  if (action.kind === 'restore-broker') world.kube.controllers.endJobPod(await jobOf(action, key), 0);
  expect(await world.open().look(action, key)).toMatchObject({ state: 'done' });
}

/** Name of the job that was made under the key. */
async function jobOf(action: ControlAction, key: string): Promise<string> {
  const { message } = await world.open().look(action, key);
  return /Job "([^"]+)"/.exec(message)?.[1] ?? '';
}

describe('wipe-broker', () => {
  it.each([wipe, restore])(
    'and restore-broker are refused while brokers shall run: $kind',
    async (action) => {
      const failure = await failureOf(world.open().begin(action, 'a'));
      expect(failure).toMatchObject({ code: 'refused', retryable: false });
      expect(failure.message).toMatch(/"camunda-zeebe" is scaled to 2.*Stop Camunda first/);
      expect(await world.open().look(action, 'a')).toMatchObject({ state: 'absent' });
      expect([claimUid() === undefined, world.names('Job')]).toEqual([false, []]);
    },
  );

  it.each([wipe, restore])(
    'and restore-broker wait for brokers that have not ended: $kind',
    async (action) => {
      world.kube.controllers.held.add('camunda-zeebe-1');
      await world.stop();
      const failure = await failureOf(world.open().begin(action, 'a'));
      expect(failure).toMatchObject({ code: 'busy', retryable: true });
      expect(failure.message).toContain('camunda-zeebe-1, which is ending');
      world.kube.controllers.held.clear();
      settle();
      await world.open().begin(action, 'a');
      expect(await world.open().look(action, 'a')).toMatchObject({ state: 'running' });
    },
  );

  it('deletes the claim of that broker and no other, and is done when it is gone', async () => {
    await world.stop();
    await world.open().begin(wipe, 'a');
    expect(await world.open().look(wipe, 'a')).toMatchObject({
      state: 'running',
      message: `Volume claim "${CLAIM}" is kept by kubernetes.io/pvc-protection.`,
    });
    settle();
    expect(await world.open().look(wipe, 'a')).toMatchObject({ state: 'done' });
    expect(world.names('PersistentVolumeClaim')).toEqual(['data-camunda-zeebe-1']);
  });

  it('is done at once when there is no claim', async () => {
    await world.stop();
    await finish(wipe, 'a');
    await world.open().begin(wipe, 'b');
    expect(await world.open().look(wipe, 'b')).toMatchObject({ state: 'done' });
  });

  it('removes earlier restores of the broker, whose ended pods would keep the claim', async () => {
    await world.stop();
    await finish(restore, 'first');
    await finish({ ...restore, broker: 1 }, 'other');
    await finish(wipe, 'a');
    expect(claimUid()).toBeUndefined();
    expect(world.names('Job')).toEqual([expect.stringContaining('restore-broker-1')]);
  });

  it('does not delete the new claim when its start is continued', async () => {
    await world.stop();
    // The last request of a start records that it is complete.
    const intervene = () =>
      world.kube.intervene(({ method, resource }) => {
        intervene();
        const deleted = world.effects('delete PersistentVolumeClaim').length > 0;
        if (deleted && method === 'PATCH' && resource === 'configmaps' && cut)
          throw new KubeError(503, 'ServiceUnavailable', 'apiserver is shutting down');
      });
    let cut = true;
    intervene();
    await failureOf(world.open().begin(wipe, 'a'));
    cut = false;
    settle();
    expect(claimUid()).toBeUndefined();
    world.kube.store.create({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: CLAIM },
      spec: {},
    });
    const anew = claimUid();
    await world.open().begin(wipe, 'a');
    settle();
    expect(claimUid()).toBe(anew);
    expect(await world.open().look(wipe, 'a')).toMatchObject({ state: 'done' });
  });

  it('needs to know which claim holds the data', async () => {
    await world.stop();
    const failure = await failureOf(
      world.open({ brokers: { statefulSet: 'camunda-zeebe', volume: 'logs' } }).begin(wipe, 'a'),
    );
    expect(failure).toMatchObject({ code: 'refused', retryable: false });
    expect(failure.message).toMatch(
      /has the volumeClaimTemplates data, and restore\.kubernetes\.brokers\.volume is logs/,
    );
  });
});

describe('restore-broker', () => {
  const specOfClaim = () => world.get('PersistentVolumeClaim', CLAIM).spec;

  it('creates the claim again as it was, not as the template has it', async () => {
    const grown = {
      resources: { requests: { storage: '128Gi' } },
      storageClassName: 'fast',
      volumeName: 'pv-1',
    };
    world.kube.store.patch('PersistentVolumeClaim', CLAIM, { spec: grown });
    await world.stop();
    await finish(wipe, 'a');
    await finish(restore, 'b');
    expect(specOfClaim()).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '128Gi' } },
      storageClassName: 'fast',
    });
    expect(world.get('PersistentVolumeClaim', CLAIM).metadata.labels).toEqual({
      app: 'camunda',
      component: 'zeebe',
      'app.kubernetes.io/managed-by': 'holdfast',
    });
  });

  it('makes a claim from the template where none was remembered, and leaves one that is there', async () => {
    await world.stop();
    const claim = world.get('PersistentVolumeClaim', CLAIM);
    world.kube.store.remove(claim);
    await finish(restore, 'a');
    expect(specOfClaim()).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '32Gi' } },
    });
    const made = claimUid();
    await finish(restore, 'b');
    expect(claimUid()).toBe(made);
  });

  it('waits for a claim that is still being deleted', async () => {
    await world.stop();
    await world.open().begin(wipe, 'a');
    const failure = await failureOf(world.open().begin(restore, 'b'));
    expect(failure).toMatchObject({ code: 'busy', retryable: true });
    expect(failure.message).toBe(`Volume claim "${CLAIM}" is still being deleted.`);
  });

  it('tells why it failed, with the end of its log', async () => {
    await world.stop();
    await world.open().begin(restore, 'a');
    settle();
    const [pod = ''] = world.names('Pod');
    const lines = Array.from({ length: 300 }, (_, index) => `line ${index}`);
    world.kube.logs.set(pod, [...lines, '\u001b[31mno backup 1764000000\u001b[0m'].join('\n'));
    expect((await world.open().look(restore, 'a')).output.at(-1)).toBe('no backup 1764000000');
    world.kube.controllers.endJobPod(await jobOf(restore, 'a'), 3);
    const seen = await world.open().look(restore, 'a');
    expect(seen.state).toBe('failed');
    expect(seen.message).toMatch(
      /^Job ".*" has failed: BackoffLimitExceeded: .*; container zeebe ended with exit code 3 \(Error\)\.$/,
    );
    expect(seen.output).toHaveLength(200);
  });

  it('tells how it ended also when its log cannot be read', async () => {
    await world.stop();
    await finish(restore, 'a');
    world.kube.forbid('get pods/log');
    expect(await world.open().look(restore, 'a')).toMatchObject({ state: 'done', output: [] });
  });

  it('is let go although its Job is written in between', async () => {
    await world.stop();
    let writes = 2;
    const intervene = () =>
      world.kube.intervene(({ method, resource, name }) => {
        intervene();
        if (method !== 'PATCH' || resource !== 'jobs' || name === null || (writes -= 1) < 0) return;
        world.kube.store.write({ ...world.get('Job', name), status: { active: writes } });
      });
    intervene();
    await world.open().begin(restore, 'a');
    expect(world.get('Job', await jobOf(restore, 'a')).spec).toMatchObject({ suspend: false });
  });

  it('says why its pod does not run', async () => {
    await world.stop();
    await world.open().begin(restore, 'a');
    world.kube.store.remove(world.get('PersistentVolumeClaim', CLAIM));
    settle();
    expect(await world.open().look(restore, 'a')).toMatchObject({
      state: 'running',
      message: expect.stringContaining(
        `it cannot be placed (Unschedulable: persistentvolumeclaim "${CLAIM}" not found)`,
      ) as unknown,
    });
  });

  it('is lost when its job is deleted', async () => {
    await world.stop();
    await world.open().begin(restore, 'a');
    world.kube.store.delete('Job', await jobOf(restore, 'a'));
    settle();
    expect(await world.open().look(restore, 'a')).toMatchObject({ state: 'lost' });
    await world.open().begin(restore, 'a');
    expect(world.names('Job')).toEqual([]);
  });

  it('continues while another broker is restored', async () => {
    await world.stop();
    const other: ControlAction = { ...restore, broker: 1 };
    await world.open().begin(restore, 'a');
    settle();
    await world.open().begin(other, 'b');
    settle();
    for (const [action, key] of [
      [restore, 'a'],
      [other, 'b'],
    ] as const) {
      world.kube.controllers.endJobPod(await jobOf(action, key), 0);
      expect(await world.open().look(action, key)).toMatchObject({ state: 'done' });
    }
  });

  it('does not disturb the start of the brokers', async () => {
    await world.stop();
    await finish(restore, 'a');
    await finish({ kind: 'start', brokers: 2 }, 'b');
    expect(world.names('Pod')).toEqual(expect.arrayContaining(['camunda-zeebe-0', 'camunda-zeebe-1']));
    await finish({ kind: 'stop', brokers: 2 }, 'c');
  });
});
