import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KubeError } from '../../../../test/support/kubernetes/kube-objects.ts';
import { StepFailure } from '#domain';
import type { ControlAction } from '../camunda-control.port.ts';
import { KubeWorld } from './kube-world.spec-support.ts';

jest.setTimeout(60_000);

let world: KubeWorld;
beforeEach(async () => {
  world = await KubeWorld.start();
});
afterEach(() => world.close());

describe.each<[string, ControlAction]>([
  ['stop', { kind: 'stop', brokers: 2 }],
  ['start', { kind: 'start', brokers: 2 }],
  ['wipe-broker', { kind: 'wipe-broker', brokers: 2, broker: 0 }],
  ['restore-broker', { kind: 'restore-broker', brokers: 2, broker: 0, backupId: 7 }],
])('a beginning of %s', (_, action) => {
  /** Answers the nth request with 503, and every one after it: Holdfast, or its way to the server, is gone. */
  const cutOffAt = (nth: number) => {
    let count = 0;
    const intervene = () =>
      world.kube.intervene(() => {
        if (!cut) return;
        count += 1;
        intervene();
        if (count >= nth) throw new KubeError(503, 'ServiceUnavailable', 'apiserver is shutting down');
      });
    let cut = true;
    intervene();
    return () => {
      cut = false;
      return count >= nth;
    };
  };

  it('that was cut off at any request is carried on by the next one', async () => {
    for (let nth = 1; ; nth += 1) {
      if (action.kind !== 'stop') await world.stop();
      const heal = cutOffAt(nth);
      const first = world.open().begin(action, 'a');
      const failure = await first.then(
        () => null,
        (error: unknown) => (error as StepFailure).detail,
      );
      const wasCut = heal();
      const control = world.open();
      if (failure !== null) expect(failure).toMatchObject({ code: 'unavailable', retryable: true });
      const between = await control.look(action, 'a');
      if (failure !== null && between.state !== 'absent') expect(between.state).toBe('running');
      if (between.state === 'absent') await control.begin(action, 'a');
      expect(await control.look(action, 'a')).toMatchObject({ state: 'running' });
      world.kube.controllers.settle();
      if (action.kind === 'restore-broker') world.kube.controllers.endJobPod(world.names('Job')[0] ?? '', 0);
      expect(await control.look(action, 'a')).toMatchObject({ state: 'done' });
      expect(world.names('Job')).toHaveLength(action.kind === 'restore-broker' ? 1 : 0);
      if (!wasCut) {
        expect(nth).toBeGreaterThan(4);
        return;
      }
      await world.close();
      world = await KubeWorld.start();
    }
  });

  it('that stood still at any request while the action was abandoned leaves nothing behind that runs', async () => {
    for (let nth = 1; ; nth += 1) {
      if (action.kind !== 'stop') await world.stop();
      const stalled = await stallAt(nth);
      const { state } = await world.open().look(action, 'a');
      if (action.kind === 'restore-broker') expect([state, world.names('Pod')]).toEqual(['failed', []]);
      // What the cluster had been asked for wholly may be done.
      else expect(['failed', 'done']).toContain(state);
      await world.open().begin(action, 'a');
      world.kube.controllers.settle();
      expect(await world.open().look(action, 'a')).toMatchObject({ state });
      if (action.kind === 'restore-broker')
        expect([...world.names('Pod'), ...world.names('Job')]).toEqual([]);
      if (!stalled) {
        expect(nth).toBeGreaterThan(4);
        return;
      }
      await world.close();
      world = await KubeWorld.start();
    }
  });

  /** Begins; before the nth request is served, another process abandons the action to the end. */
  const stallAt = async (nth: number): Promise<boolean> => {
    const stall = { armed: true, count: 0 };
    const intervene = () =>
      world.kube.intervene(async () => {
        if (!stall.armed) return;
        stall.count += 1;
        stall.armed = stall.count < nth;
        if (stall.armed) intervene();
        else await abandon();
      });
    intervene();
    await world
      .open()
      .begin(action, 'a')
      .catch((error: unknown) => {
        expect(error).toBeInstanceOf(StepFailure);
      });
    const stalled = !stall.armed;
    stall.armed = false;
    world.kube.controllers.settle();
    if (!stalled) await abandon();
    return stalled;
  };

  const abandon = async () => {
    for (let attempt = 1; ; attempt += 1) {
      const failure = await world
        .open()
        .abandon(action, 'a')
        .then(
          () => null,
          (error: unknown) => error as StepFailure,
        );
      world.kube.controllers.settle();
      if (failure === null) return;
      if (!failure.detail.retryable || attempt === 5) throw failure;
    }
  };
});
