import type { JournalEntry } from '#contracts';
import { stepField, stepStateField, withoutState } from '#redis';
import { StepFailure, type FailureDetail, type StepRecord } from '#domain';

interface Closing {
  /** RFC 3339. */
  at: string;
  /** The process that closes them. */
  by: string;
  /** Why a step that was running has failed. */
  failure: (step: StepRecord) => FailureDetail;
}

/** What is written when no step of a run may stay open: what was running has failed, the rest never started. */
export function closeOpenSteps(
  steps: readonly StepRecord[],
  { at, by, failure }: Closing,
): { fields: [string, string][]; entries: JournalEntry[] } {
  const closed = steps.flatMap((step): { fields: [string, string][]; entry: JournalEntry }[] => {
    const entry = { at, by, step: step.name };
    if (step.state === 'pending') {
      const fields: [string, string][] = [[stepStateField(step.name), 'skipped']];
      return [{ fields, entry: { ...entry, type: 'step-skipped', message: 'never started', failure: null } }];
    }
    if (step.state !== 'running') return [];
    const cause = failure(step);
    const record = JSON.stringify(withoutState({ ...step, finishedAt: at, failure: cause }));
    const fields: [string, string][] = [
      [stepStateField(step.name), 'failed'],
      [stepField(step.name), record],
    ];
    return [{ fields, entry: { ...entry, type: 'step-failed', message: cause.message, failure: cause } }];
  });
  return { fields: closed.flatMap((each) => each.fields), entries: closed.map((each) => each.entry) };
}

/** For a step that is still recorded as running when its run ends: no process will end it. */
export function jobLost({ name, component }: StepRecord): FailureDetail {
  const message = `the job of ${name} ended without a result: it was deleted, or Holdfast itself failed too often. See the log of its worker.`;
  return StepFailure.permanent('job-lost', message, { component }).detail;
}

/** For a step that no worker took up before the run came to its end, although every step before it was done. */
export function neverStarted({ name, component }: StepRecord): FailureDetail {
  const message = `${name} was never started: its job was deleted, or its worker does not know the step, because it is of another version than the coordinator. See the log of its worker.`;
  return StepFailure.permanent('job-lost', message, { component }).detail;
}
