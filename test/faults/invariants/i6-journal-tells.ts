import type { JournalEvent, Run } from '#contracts';
import { nameOf } from '#domain';
import type { CallEffect } from '../../../apps/simulator/src/index.ts';
import type { CaseRecord, ReportedRun } from '../case-record.ts';
import { CALL_TIMEOUT_MS } from '../timing.ts';
import type { Invariant } from './invariant.ts';
import { isSameResume, runCalls, stepOf } from './calls.ts';

export const journalTells: Invariant = {
  id: 'I6',
  title:
    'the journal only moves forward, and reports every step, takeover and retry, except what Redis lost with its last writes',
  check: (record) =>
    record.runs
      .filter(({ run }) => run.phase === 'done')
      .flatMap((reported) => {
        const problems = [
          ...forwardOnly(reported.journal, record.setbacks.length > 0),
          ...everyStep(reported),
          ...everyCall(reported, record),
        ];
        return problems.map((problem) => `journal of ${nameOf(reported.run)}: ${problem}`);
      }),
};

const ENDS = ['step-done', 'step-failed', 'step-skipped'];
const RUNS = ['step-triggered', 'step-progress', 'step-retry', 'step-done'];

/** @param hasGaps Redis lost its last writes, of which the start of a step may be one */
function forwardOnly(journal: readonly JournalEvent[], hasGaps: boolean): string[] {
  const problems: string[] = [];
  const ended = new Set<string>();
  const started = new Set<string>();
  if (journal[0]?.type !== 'run-accepted') problems.push('does not begin with run-accepted');
  if (journal.filter(({ type }) => type === 'run-finished').length !== 1)
    problems.push('has not exactly one run-finished');
  // A part that arrives after the end is deleted, and the journal reports it.
  const own = journal.filter(({ type }) => type !== 'late-part-deleted');
  if (own.at(-1)?.type !== 'run-finished') problems.push('does not end with run-finished');
  for (const { type, step } of journal) {
    if (step === null || !type.startsWith('step-')) continue;
    if (ended.has(step)) problems.push(`${type} of ${step} after its end`);
    if (type === 'step-started' && started.has(step)) problems.push(`${step} was started twice`);
    if (RUNS.includes(type) && !started.has(step) && !hasGaps)
      problems.push(`${type} of ${step} before its start`);
    if (type === 'step-started') started.add(step);
    if (ENDS.includes(type)) ended.add(step);
  }
  return problems;
}

const INTENTS: readonly string[] = ['step-triggered', 'pause-intended', 'resume-intended'];

const ENDING: Partial<Record<Run['steps'][number]['state'], string>> = {
  done: 'step-done',
  failed: 'step-failed',
  skipped: 'step-skipped',
};

function everyStep({ run, journal }: ReportedRun): string[] {
  // A preflight that ends the run reports it once, for all steps.
  if (!journal.some(({ type }) => type === 'preflight-passed')) return [];
  return run.steps.flatMap(({ name, state }) => {
    const type = ENDING[state];
    if (type === undefined) return [`${name} is still ${state}`];
    return journal.some((entry) => entry.type === type && entry.step === name)
      ? []
      : [`${name} is ${state}, but the journal has no ${type} for it`];
  });
}

/** Before each call that changes the cluster, the journal has its intent, once for each call, where Redis did not lose it. */
function everyCall({ run, journal }: ReportedRun, { effects, profile, setbacks }: CaseRecord): string[] {
  const calls = runCalls(effects).filter(({ caller }) => caller.runId === run.runId);
  // The intent is lost, and its call may arrive as late as its time-out allows.
  const isForgotten = ({ at }: CallEffect): boolean =>
    setbacks.some(({ from, to }) => from <= Date.parse(at) && Date.parse(at) <= to + CALL_TIMEOUT_MS);
  const takeovers = journal.filter(({ type }) => type === 'run-taken-over').length;
  const fences = new Set(calls.map(({ caller }) => caller.fence));
  const problems: string[] = [];
  if (fences.size > 1 && takeovers === 0)
    problems.push('the run acted under more than one fence, but the journal reports no takeover');
  for (const step of new Set(calls.map(({ call }) => stepOf(call)))) {
    const made = calls.filter(
      ({ call }) => stepOf(call) === step && !isSameResume(call, profile) && !isForgotten(call),
    ).length;
    const told = journal.filter((entry) => entry.step === step && INTENTS.includes(entry.type)).length;
    if (made > told) problems.push(`${made} calls for ${step}, but the journal reports only ${told} of them`);
  }
  return problems;
}
