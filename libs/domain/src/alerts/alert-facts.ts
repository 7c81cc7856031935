import type { ExportingState } from '../exporting.ts';
import type { RunOutcome, RunRecord } from '../run.ts';
import type { AlertKind, AlertSeverity } from './alert-words.ts';

/** A condition that holds now. `kind` and `subject` together name it. */
export interface AlertCondition {
  kind: AlertKind;
  severity: AlertSeverity;
  subject: string | null;
  /** Since when it holds (ms since the epoch), where the facts tell; null for since it was first seen. */
  since: number | null;
  message: string;
  remedy: string;
}

/** What is known of a schedule. Times in ms since the epoch. */
export interface ScheduleFacts {
  name: string;
  paused: { at: number; note: string; reason: 'operator' | 'failures' } | null;
  expectedIntervalMs: number;
  /** The newest planned time that was missed, or skipped while the schedule ran; null for none on record. */
  missed: PassedTime | null;
  skipped: PassedTime | null;
  /** The newest planned time for which a run was started; null for none. */
  startedFor: number | null;
}

export interface PassedTime {
  plannedAt: number;
  decidedAt: number;
  reason: string | null;
}

/** Everything that alerts are made of. Times in ms since the epoch, spans in ms. */
export interface AlertFacts {
  now: number;
  pauseBudget: number;
  exporting: {
    state: ExportingState;
    pausedSince: number | null;
    unknownSince: number | null;
    problem: string | null;
  };
  /**
   * Exporting is paused, at least in part, and no run of Holdfast paused it. null: it is paused, and who paused it is not known now.
   */
  pausedOutside: boolean | null;
  /** What a run waits for a person to do; null while it waits for no person. */
  waitingFor: {
    run: Pick<RunRecord, 'kind' | 'number'>;
    action: string;
    instruction: string;
    since: number;
  } | null;
  /** A restore stops Camunda, so that exporting cannot be read; that is no reason for an alert. */
  restoring: boolean;
  /** The backup that ended last. */
  lastBackup: { number: number; outcome: RunOutcome; finishedAt: number; cause: string | null } | null;
  /** When the newest completed backup ended; null for never. */
  lastSuccessAt: number | null;
  /** When Holdfast first knew this cluster: before that nothing could be missing. */
  knownSince: number;
  lastVerifiedAt: number | null;
  schedules: readonly ScheduleFacts[];
  /** Queues that no worker serves, with the app that should. */
  missingWorkers: readonly { queue: string; app: string }[];
  /** Why Redis cannot be used, in words; null when it can. */
  redis: string | null;
  /** Why a process does not work by the present file, in words, and since when; null when all do. */
  configuration: { message: string; since: number | null } | null;
  limits: AlertLimits;
}

/** As configured, in ms; null switches an alert off. */
export interface AlertLimits {
  /** null: one and a half times the interval of the schedules, where there are any; `none`: no backup is wanted. */
  objective: number | 'none' | null;
  verifyWithin: number | null;
  exportingUnknownAfter: number;
}
