import type { Lock } from '#contracts';
import { nameOf } from '#domain';

/** Another run holds the cluster. */
export class ClusterBusy extends Error {
  readonly lock: Lock;

  constructor(cluster: string, lock: Lock) {
    super(
      `Cluster "${cluster}" is busy: ${nameOf(lock)} holds its lock (fence ${lock.fence}, last renewed by ${lock.holder}, ` +
        `taken at ${lock.acquiredAt}, lease for another ${Math.ceil(lock.leaseMs / 1000)} s).`,
    );
    this.name = 'ClusterBusy';
    this.lock = lock;
  }
}

/** The id is not above the last one given out on this cluster. */
export class BackupIdTaken extends Error {
  readonly lastId: number;

  constructor(lastId: number) {
    super(`The backup id must be above ${lastId}, the last one used on this cluster.`);
    this.name = 'BackupIdTaken';
    this.lastId = lastId;
  }
}

/** The fence was raised: another holder took the lock, or an operator broke it. Nothing may be written or called. */
export class FencedOut extends Error {
  constructor(runId: string, fence: number) {
    super(`Run ${runId} lost its lock: fence ${fence} is no longer the current one. Nothing was written.`);
    this.name = 'FencedOut';
  }
}

/**
 * The last renewal is too long ago for a call to leave now: another process may have taken over. Nothing was sent, and
 * the next write tells whether one has.
 */
export class TooLate extends Error {
  /** @param caller who would have called, as the component would have seen it */
  constructor(caller: string) {
    super(`The call of ${caller} was ready too late after its lease was renewed. It was not sent.`);
    this.name = 'TooLate';
  }
}

/** A later pass of the same step has started, in this process or in another: this one must not continue. */
export class PassOvertaken extends Error {
  constructor(step: string) {
    super(`A later pass of ${step} has started. This one wrote and called nothing more.`);
    this.name = 'PassOvertaken';
  }
}

/** A write that would move a state backwards or twice. */
export class IllegalTransition extends Error {
  readonly field: string;
  readonly current: string;

  constructor(field: string, current: string) {
    super(`${field} is already "${current}"; this transition is no longer possible.`);
    this.name = 'IllegalTransition';
    this.field = field;
    this.current = current;
  }
}

/** The planned time that a run was to start for is no longer free: decide again. */
export class SlotTaken extends Error {
  constructor(cluster: string, schedule: string) {
    super(`The planned time of schedule "${schedule}" of ${cluster} was taken, or the schedule has changed.`);
    this.name = 'SlotTaken';
  }
}
