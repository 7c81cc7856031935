import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ControlAction } from '../camunda-control.port.ts';
import { failureOf, KubeWorld } from './kube-world.spec-support.ts';

jest.setTimeout(60_000);

const wipe: ControlAction = { kind: 'wipe-broker', brokers: 2, broker: 0 };
const restore: ControlAction = { kind: 'restore-broker', brokers: 2, broker: 0, backupId: 1_764_000_000 };

let world: KubeWorld;
beforeEach(async () => {
  world = await KubeWorld.start();
});
afterEach(() => world.close());

const settle = () => world.kube.controllers.settle();

/** Name of the job that was made under the key. */
async function jobOf(action: ControlAction, key: string): Promise<string> {
  const { message } = await world.open().look(action, key);
  return /Job "([^"]+)"/.exec(message)?.[1] ?? '';
}

describe('restore-broker that does not end by itself', () => {
  it('fails when its time is over: the cluster ends it, not the one who looks', async () => {
    await world.stop();
    const late = world.open({}, { timeoutMs: 90_000, now: () => Date.now() + 180_000 });
    await late.begin(restore, 'a');
    settle();
    expect(await late.look(restore, 'a')).toMatchObject({ state: 'running' });
    const job = await jobOf(restore, 'a');
    expect(world.get('Job', job).spec).toMatchObject({ activeDeadlineSeconds: 90, backoffLimit: 0 });
    world.kube.controllers.expireJob(job);
    expect((await late.look(restore, 'a')).message).toMatch(/has failed: DeadlineExceeded/);
    expect(world.names('Pod')).toEqual([]);
  });

  it('is not failed while its pod has not ended, and not running permanently on a node that is lost', async () => {
    await world.stop();
    let minutes = 0;
    const control = world.open({}, { timeoutMs: 90_000, now: () => Date.now() + minutes * 60_000 });
    await control.begin(restore, 'a');
    settle();
    const [pod = ''] = world.names('Pod');
    world.kube.controllers.held.add(pod);
    world.kube.controllers.expireJob(await jobOf(restore, 'a'));
    minutes = 3;
    expect(await control.look(restore, 'a')).toMatchObject({
      state: 'running',
      message: expect.stringMatching(
        new RegExp(`fails \\(DeadlineExceeded\\), and its pod ${pod}.* has not ended`),
      ),
    });
    minutes = 10;
    expect(await control.look(restore, 'a')).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('the node of its pod may be lost'),
    });
    // Whatever comes next waits for it: the pod may still write.
    const again = await failureOf(world.open().begin({ ...restore, backupId: 1_764_000_001 }, 'c'));
    expect(again).toMatchObject({ code: 'busy', retryable: true });
    expect(again.message).toContain(`pod ${pod}`);
    await world.open().begin(wipe, 'b');
    settle();
    expect(await world.open().look(wipe, 'b')).toMatchObject({
      ...{ state: 'running', message: expect.stringContaining('kubernetes.io/pvc-protection') },
    });
    world.kube.controllers.held.clear();
    settle();
    expect(await world.open().look(wipe, 'b')).toMatchObject({ state: 'done' });
  });

  it('is not continued when it is abandoned: its pod is no orphan', async () => {
    await world.stop();
    await world.open().begin(restore, 'a');
    settle();
    const [pod = ''] = world.names('Pod');
    await failureOf(world.open().abandon(restore, 'a'));
    settle();
    expect(world.names('Pod')).not.toContain(pod);
    await world.open().abandon(restore, 'a');
    await world.open().begin({ ...restore, backupId: 1_764_000_001 }, 'b');
  });

  it('is still being ended while its pod is there', async () => {
    await world.stop();
    await world.open().begin(restore, 'a');
    settle();
    const [pod = ''] = world.names('Pod');
    world.kube.controllers.held.add(pod);
    const failure = await failureOf(world.open().abandon(restore, 'a'));
    expect(failure).toMatchObject({ code: 'busy', retryable: true });
    expect(failure.message).toContain(pod);
    settle();
    await failureOf(world.open().abandon(restore, 'a'));
    world.kube.controllers.held.clear();
    settle();
    await world.open().abandon(restore, 'a');
  });
});
