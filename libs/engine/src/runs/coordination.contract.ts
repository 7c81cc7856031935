import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  FencedOut,
  IllegalTransition,
  journalEntry,
  type LeaseStore,
  type RunReference,
  type RunStore,
} from '#redis';

export interface CoordinationFixture {
  store: Pick<
    RunStore,
    'write' | 'find' | 'whole' | 'field' | 'list' | 'fence' | 'pauseIntent' | 'dropEndedPause'
  >;
  leases: Pick<LeaseStore, 'renew' | 'takeOver'>;
  /** Begins a backup of the cluster `prod`, which has no open run. */
  begin(run: { number: number; runId: string }): Promise<RunReference>;
  /** A person breaks the lock of this run. */
  breakLock(run: RunReference): Promise<void>;
  lock(): Promise<{ runId: string; fence: number } | null>;
  /** The lease of the run was not renewed in time. */
  expire(): Promise<void>;
  journal(number: number): Promise<string[]>;
}

/**
 * What the engine needs to be true of stores and leases. The unit specs run it on their fakes, an integration spec on a real
 * Redis: so the fakes refuse what the scripts refuse.
 */
export function defineCoordinationContract(name: string, open: () => Promise<CoordinationFixture>): void {
  describe(`${name}`, () => {
    let at: CoordinationFixture;
    let run: RunReference;
    beforeEach(async () => {
      at = await open();
      run = await at.begin({ number: 42, runId: 'run-a' });
    });

    const entry = (type: 'step-started' | 'step-done') =>
      journalEntry({ type, by: 'x', message: '', step: 'backup-zeebe' });
    const end = (of = run) => at.store.write(of, { fields: [['phase', 'done']], release: true });
    const intent = () => ({ ...run, deadline: 5_000 });
    const found = () => at.store.find('prod', 42);

    describe('a write', () => {
      it('changes fields, journal and pause together', async () => {
        await at.store.write(run, {
          guards: [['phase', ['preflight']]],
          fields: [
            ['phase', 'running'],
            ['note', 'x'],
          ],
          entries: [entry('step-started')],
          intent: intent(),
        });
        expect((await found())?.phase).toBe('running');
        expect(await at.store.field('prod', 42, 'note')).toBe('x');
        expect(await at.store.field('prod', 42, 'none')).toBeNull();
        expect(await at.journal(42)).toEqual(['step-started']);
        expect(await at.store.pauseIntent('prod')).toMatchObject({ runId: 'run-a', deadline: 5_000 });
        await at.store.write(run, { intent: 'keep' });
        expect(await at.store.pauseIntent('prod')).not.toBeNull();
        await at.store.write(run, { intent: 'clear' });
        expect(await at.store.pauseIntent('prod')).toBeNull();
      });

      it('changes nothing where one guard does not hold, and names it', async () => {
        const write = at.store.write(run, {
          guards: [
            ['phase', ['preflight']],
            ['note', ['x']],
          ],
          fields: [['phase', 'running']],
          entries: [entry('step-done')],
          intent: intent(),
          release: true,
        });
        await expect(write).rejects.toMatchObject({ field: 'note', current: '' });
        await expect(write).rejects.toBeInstanceOf(IllegalTransition);
        expect((await found())?.phase).toBe('preflight');
        expect([await at.journal(42), await at.store.pauseIntent('prod')]).toEqual([[], null]);
        expect(await at.lock()).not.toBeNull();
      });

      it('may require that a field is not there', async () => {
        await at.store.write(run, { guards: [['note', ['']]], fields: [['note', 'x']] });
        await expect(at.store.write(run, { guards: [['note', ['']]] })).rejects.toMatchObject({
          ...{ field: 'note', current: 'x' },
        });
      });

      it('is refused under another fence, for another run, and for none', async () => {
        for (const over of [{ fence: run.fence - 1 }, { runId: 'run-b' }, { number: 43 }])
          await expect(at.store.write({ ...run, ...over }, {})).rejects.toBeInstanceOf(FencedOut);
      });

      it('is refused once the lock was broken', async () => {
        await at.breakLock(run);
        await expect(at.store.write(run, {})).rejects.toBeInstanceOf(FencedOut);
        expect(await at.store.fence('prod')).toBeGreaterThan(run.fence);
      });

      it('ends a run once, and gives the lock back in the same moment', async () => {
        expect(await at.lock()).toMatchObject({ runId: 'run-a', fence: run.fence });
        await end();
        expect(await at.lock()).toBeNull();
        await expect(at.store.write(run, {})).rejects.toMatchObject({ field: 'phase', current: 'done' });
      });
    });

    describe('the whole of a record', () => {
      it('is the run with the fields that readers do not see, and the pause of its cluster', async () => {
        await at.store.write(run, { fields: [['note', 'x']], intent: intent() });
        const { run: record, field, pause } = await at.store.whole('prod', 42);
        expect(record).toEqual(await found());
        expect([field('note'), field('none')]).toEqual(['x', null]);
        expect(pause).toMatchObject({ runId: 'run-a', deadline: 5_000 });
      });

      it('is nothing where there is no run', async () => {
        const { run: record, field, pause } = await at.store.whole('prod', 43);
        expect([record, field('note'), pause]).toEqual([null, null, null]);
      });
    });

    describe('a renewal', () => {
      it('is for the run that has the lock, or whose lease ran out', async () => {
        expect((await at.leases.renew(run)).remainingMs()).toBeGreaterThan(0);
        await at.expire();
        await at.leases.renew(run);
        expect(await at.lock()).toMatchObject({ runId: 'run-a', fence: run.fence });
      });

      it('is refused under another fence, after a broken lock, and after the end', async () => {
        await expect(at.leases.renew({ ...run, fence: run.fence - 1 })).rejects.toBeInstanceOf(FencedOut);
        await end();
        await expect(at.leases.renew(run)).rejects.toBeInstanceOf(FencedOut);
        const next = await at.begin({ number: 43, runId: 'run-b' });
        await at.breakLock(next);
        await expect(at.leases.renew(next)).rejects.toBeInstanceOf(FencedOut);
      });
    });

    describe('a takeover', () => {
      it('raises the fence of record and lock, and shuts the former holder out', async () => {
        const taken = await at.leases.takeOver(run);
        expect(taken).toEqual({ ...run, fence: taken!.fence });
        expect(taken!.fence).toBeGreaterThan(run.fence);
        expect((await found())?.fence).toBe(taken!.fence);
        expect(await at.lock()).toMatchObject({ runId: 'run-a', fence: taken!.fence });
        await expect(at.store.write(run, {})).rejects.toBeInstanceOf(FencedOut);
        await expect(at.leases.renew(run)).rejects.toBeInstanceOf(FencedOut);
        await at.leases.renew(taken!);
        await at.store.write(taken!, {});
      });

      it('is possible after a broken lock and without a lease', async () => {
        await at.breakLock(run);
        expect((await at.leases.takeOver(run))?.fence).toBeGreaterThan(run.fence);
      });

      it('is refused to all but the first, and for a run that has ended or is not there', async () => {
        const taken = await at.leases.takeOver(run);
        expect(await at.leases.takeOver(run)).toBeNull();
        await end(taken!);
        expect(await at.leases.takeOver(taken!)).toBeNull();
        expect(await at.leases.takeOver({ ...run, number: 43 })).toBeNull();
      });
    });

    describe('the pause of a run', () => {
      it('is taken off the record once its run has ended, and only then', async () => {
        expect(await at.store.dropEndedPause('prod')).toBe(false);
        await at.store.write(run, { intent: intent() });
        expect(await at.store.dropEndedPause('prod')).toBe(false);
        await end();
        expect(await at.store.dropEndedPause('prod')).toBe(true);
        expect(await at.store.pauseIntent('prod')).toBeNull();
      });
    });

    it('lists the newest runs first', async () => {
      await end();
      await at.begin({ number: 43, runId: 'run-b' });
      expect((await at.store.list('prod', { limit: 5 })).map(({ number }) => number)).toEqual([43, 42]);
      expect((await at.store.list('prod', { limit: 1 })).map(({ runId }) => runId)).toEqual(['run-b']);
      expect(await at.store.find('prod', 44)).toBeNull();
    });
  });
}
