import { StepFailure, type RunRecord } from '#domain';
import { RunWorld } from '../run-world.spec-support.ts';
import { RunTakeover } from './run-takeover.ts';

export const cause = StepFailure.permanent('worker-away', 'no process worked on it').detail;
export const states = {
  'backup-operate': 'done',
  'pause-exporting': 'done',
  'snapshot-records': 'running',
} as const;

/** A world with two processes that can end a run. */
export class TakeoverWorld extends RunWorld {
  readonly here = this.enderOf('coordinator@host-1');
  readonly there = this.enderOf('worker-zeebe@host-2');

  /** A backup that stopped inside its pause. */
  async stuck(): Promise<RunRecord> {
    const run = this.begin({ states, exporting: 'softPaused' });
    this.pauseOf(run);
    await this.windows.hold(run);
    await this.process().deadMan.arm(run, Date.now() + 600_000);
    return run;
  }

  end(ender = this.here, failure = cause): Promise<boolean> {
    return ender.end(this.cluster, this.run, failure);
  }

  enderOf(holder: string): RunTakeover {
    const { store, leases, metrics, deadMan, windows } = this.process(holder);
    return new RunTakeover(store, leases, metrics, holder, this.zeebe.clients, deadMan, windows);
  }
}
