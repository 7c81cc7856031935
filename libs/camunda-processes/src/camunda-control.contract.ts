import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StepFailure } from '#domain';
import type { CamundaControl, ControlAction } from './camunda-control.port.ts';

export const EVERY_ACTION: ControlAction[] = [
  { kind: 'stop', brokers: 2 },
  { kind: 'wipe-broker', brokers: 2, broker: 0 },
  { kind: 'restore-broker', brokers: 2, broker: 1, backupId: 1_764_000_000 },
  { kind: 'start', brokers: 2 },
  { kind: 'stop-component', brokers: 2, component: 'optimize' },
  { kind: 'start-component', brokers: 2, component: 'optimize' },
];

/** What the suite needs from the one who runs it: a world with two brokers in which everything is slow. */
export interface CamundaControlFixture {
  /** The state of an observation while the action is under way. */
  goesOn: 'running' | 'waiting';
  /** An adapter over the same world, as a process that was just started would make it. */
  open: () => CamundaControl;
  /** Brings the world to where this action may begin. */
  prepare: (action: ControlAction) => Promise<void>;
  /** The world ends what runs under the key, and does nothing else to it. */
  finish: (action: ControlAction, key: string, ok: boolean) => Promise<void>;
  /** How often the world saw this start. */
  begun: (action: ControlAction, key: string) => Promise<number>;
  /** Whether the world still works on it; null where the world cannot be stopped. */
  works: (action: ControlAction, key: string) => Promise<boolean | null>;
  close: () => Promise<void>;
}

/** The behaviour that every CamundaControl promises. */
export function defineCamundaControlContract(
  name: string,
  factory: () => Promise<CamundaControlFixture>,
): void {
  describe(`CamundaControl contract: ${name}`, () => {
    jest.setTimeout(60_000);
    let world: CamundaControlFixture;
    let control: CamundaControl;

    beforeEach(async () => {
      world = await factory();
      control = world.open();
    });

    afterEach(() => world.close());

    const keyOf = (action: ControlAction) =>
      `restore-1764000000-${action.kind}${'broker' in action ? `-${action.broker}` : ''}-1`;

    it('finds nothing wrong with a world that is in order', async () => {
      const checks = await control.check(2);
      expect(checks).not.toEqual([]);
      expect(checks.filter(({ ok, remedy }) => !ok || remedy !== null)).toEqual([]);
    });

    it('finds nothing wrong with one application that can be stopped by itself', async () => {
      const checks = await control.checkComponents(['optimize']);
      expect(checks).not.toEqual([]);
      expect(checks.filter(({ ok, remedy }) => !ok || remedy !== null)).toEqual([]);
    });

    describe.each(EVERY_ACTION)('$kind', (action) => {
      const key = keyOf(action);

      beforeEach(() => world.prepare(action));

      it('is described for people', () => {
        expect(control.describe(action).length).toBeGreaterThan(10);
      });

      it('is absent until it starts, then under way, then done', async () => {
        expect(await control.look(action, key)).toMatchObject({
          state: 'absent',
          output: [],
          startedAt: null,
        });
        await control.begin(action, key);
        const seen = await control.look(action, key);
        expect(seen.state).toBe(world.goesOn);
        expect(seen.message).not.toBe('');
        expect(Math.abs((seen.startedAt ?? 0) - Date.now())).toBeLessThan(60_000);
        await world.finish(action, key, true);
        expect(await control.look(action, key)).toMatchObject({ state: 'done', startedAt: seen.startedAt });
      });

      it('starts once, however often and by whichever process that is requested', async () => {
        await control.begin(action, key);
        await control.begin(action, key);
        await world.open().begin(action, key);
        expect(await world.begun(action, key)).toBe(1);
        await world.finish(action, key, true);
        await world.open().begin(action, key);
        expect(await world.begun(action, key)).toBe(1);
        expect((await control.look(action, key)).state).toBe('done');
      });

      it('starts once when two processes start it at the same moment', async () => {
        await Promise.all([control.begin(action, key), world.open().begin(action, key)]);
        expect(await world.begun(action, key)).toBe(1);
        expect((await control.look(action, key)).state).toBe(world.goesOn);
      });

      it('is found by a process that starts later, while it is under way and when it has ended', async () => {
        await control.begin(action, key);
        const { startedAt } = await control.look(action, key);
        expect(await world.open().look(action, key)).toMatchObject({ state: world.goesOn, startedAt });
        await world.finish(action, key, true);
        expect(await world.open().look(action, key)).toMatchObject({ state: 'done', startedAt });
      });

      it('does nothing once it is abandoned, and cannot start again', async () => {
        await control.begin(action, key);
        // Seen at work before it has to end.
        expect(await world.begun(action, key)).toBe(1);
        await abandon(world.open(), action, key);
        expect((await control.look(action, key)).state).toBe('failed');
        expect(await world.works(action, key)).not.toBe(true);
        await abandon(control, action, key);
        await control.begin(action, key);
        expect((await world.open().look(action, key)).state).toBe('failed');
        expect(await world.begun(action, key)).toBe(1);
        expect(await world.works(action, key)).not.toBe(true);
      });

      it('does not begin late when it was abandoned before', async () => {
        await abandon(control, action, key);
        await world.open().begin(action, key);
        expect((await control.look(action, key)).state).toBe('failed');
        expect(await world.begun(action, key)).toBe(0);
      });

      it('keeps its end when it is abandoned after it', async () => {
        await control.begin(action, key);
        await world.finish(action, key, true);
        await abandon(control, action, key);
        expect((await world.open().look(action, key)).state).toBe('done');
      });

      it('continues under one key when another is abandoned', async () => {
        await control.begin(action, key);
        await abandon(control, action, `${key}-other`);
        expect((await control.look(action, key)).state).toBe(world.goesOn);
        expect((await control.look(action, `${key}-other`)).state).toBe('failed');
      });
    });

    it('says why a restore failed', async () => {
      const action: ControlAction = {
        kind: 'restore-broker',
        brokers: 2,
        broker: 1,
        backupId: 1_764_000_000,
      };
      const key = keyOf(action);
      await world.prepare(action);
      await control.begin(action, key);
      await world.finish(action, key, false);
      const seen = await world.open().look(action, key);
      expect(seen.state).toBe('failed');
      expect(seen.message).not.toBe('');
      await control.begin(action, key);
      expect((await control.look(action, key)).state).toBe('failed');
    });

    it.each(['', '..', 'a/b', '../x', 'a b', '-x', 'x'.repeat(201), 'a\nb'])(
      'refuses the key "%s"',
      async (key) => {
        const action: ControlAction = { kind: 'stop', brokers: 2 };
        for (const call of [
          () => control.begin(action, key),
          () => control.look(action, key),
          () => control.abandon(action, key),
        ]) {
          const failure: unknown = await call().then(
            () => null,
            (error: unknown) => error,
          );
          expect(failure).toBeInstanceOf(StepFailure);
          expect((failure as StepFailure).detail).toMatchObject({ code: 'refused', retryable: false });
        }
      },
    );
  });
}

/** As a caller does it: again, until it need not be repeated. */
async function abandon(control: CamundaControl, action: ControlAction, key: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await control.abandon(action, key);
      return;
    } catch (error) {
      if (!(error instanceof StepFailure) || !error.detail.retryable || attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
