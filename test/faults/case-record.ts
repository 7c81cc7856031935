import type { Belongings } from './neighbour.ts';
import type { JournalEvent, Lock, Run } from '#contracts';
import type { ClusterState, Effect } from '../../apps/simulator/src/index.ts';
import type { Alive } from './fleet.ts';
import type { SweepProfile } from './profile.ts';

/** One planned injection, and when it happened. */
export interface Injection {
  readonly point: string;
  readonly fault: string;
  /** ms since the epoch; null when the run never reached the point. */
  at: number | null;
  /** The app that was held at the point. */
  app: string | null;
}

/** A run as the API reports it, and its journal. */
export interface ReportedRun {
  readonly run: Run;
  readonly journal: readonly JournalEvent[];
}

/** Redis lost what was written in this span, ms since the epoch. */
export interface Setback {
  readonly from: number;
  readonly to: number;
}

/** Everything that the invariants are checked against. Plain data, so that specs can write cases by hand. */
export interface CaseRecord {
  readonly injections: readonly Injection[];
  /** Of the cluster, since the case began; the truth. */
  readonly effects: readonly Effect[];
  /** Of the bench, since it was built. */
  readonly allEffects: readonly Effect[];
  /** As the simulated cluster is at rest. */
  readonly state: ClusterState;
  /** What Holdfast reports of the runs of this case. */
  readonly runs: readonly ReportedRun[];
  /** `undefined` when Holdfast does not report it. */
  readonly lock: Lock | null | undefined;
  readonly lives: readonly Alive[];
  /** When Redis lost everything, ms since the epoch. */
  readonly flushes: readonly number[];
  readonly setbacks: readonly Setback[];
  readonly profile: SweepProfile;
  /** What another cluster has in the same engine and repository, as it was before the first case. */
  readonly neighbour: Belongings;
  readonly pauseBudgetMs: number;
  readonly startedAt: number;
  readonly endedAt: number;
}
