import { noDeadMan, noReconciler, noSupervisor, type Edit } from './guards.ts';

/** One of the resumers, with the others removed: it must keep every invariant by itself. */
export interface Alone {
  readonly who: string;
  readonly edits: readonly Edit[];
  readonly cases: readonly string[];
}

export const ALONE: readonly Alone[] = [
  {
    who: 'the dead man',
    edits: [noSupervisor, noReconciler],
    cases: ['accept-records:after/worker-away', 'trigger-zeebe:after/worker-away'],
  },
  {
    who: 'the supervisor',
    edits: [noDeadMan, noReconciler],
    cases: ['accept-records:after/worker-away', 'pause:after/stop-long'],
  },
  {
    who: 'the reconciler, after Redis lost everything',
    edits: [noDeadMan, noSupervisor],
    cases: ['done-pause:after/redis-flush', 'pause:before/redis-flush'],
  },
  {
    who: 'the flow',
    edits: [noDeadMan, noSupervisor, noReconciler],
    cases: ['trigger-zeebe:after/leader-change', 'accept-records:after/kill-worker'],
  },
];
