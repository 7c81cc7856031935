import type { JournalEvent } from '#contracts';
import type { PreflightCheck } from '#domain';
import type { CaseRecord, Injection } from './case-record.ts';
import { breachesOf } from './invariants/index.ts';
import type { Breach } from './invariants/invariant.ts';
import { pausesIn } from './invariants/pauses.ts';
import { CALL_TIMEOUT_MS } from './timing.ts';

/** C completed, F failed, X cancelled, R rejected, – no run is known (or no longer), ! something does not hold. */
export type Letter = 'C' | 'F' | 'X' | 'R' | '–' | '!';

export interface CaseResult {
  readonly name: string;
  readonly letter: Letter;
  /** From the injection until every partition exported; null where nothing was paused from then on. */
  readonly exportingAgainMs: number | null;
  readonly tookMs: number;
  readonly reached: boolean;
  /**
   * Nothing was tried yet: the bench did not start, or the preflight rejected the run before any fault was injected. One that
   * nothing disturbs may only be rejected because answers took longer than a call may: the simulator shares a busy machine.
   */
  readonly untried: boolean;
  /** How often it was tried before without reaching the point. */
  readonly repeats: number;
  readonly breaches: readonly Breach[];
  /** Why the case could not be run; then the other fields mean nothing. */
  readonly trouble: string | null;
  readonly injections: readonly Injection[];
  readonly failure: string | null;
  readonly timeline: readonly string[];
}

/** All that failed is calls whose answers came too late. */
function wasSlow(checks: readonly PreflightCheck[] = []): boolean {
  const failed = checks.filter(({ ok }) => !ok);
  return failed.length > 0 && failed.every(({ message }) => message.includes(TOO_LATE));
}

const TOO_LATE = ` within ${CALL_TIMEOUT_MS} ms`;
const LETTERS = { completed: 'C', failed: 'F', cancelled: 'X', rejected: 'R' } as const;

export function resultOf(name: string, record: CaseRecord): CaseResult {
  const breaches = breachesOf(record);
  const reached = record.injections.length === 0 || record.injections.some(({ at }) => at !== null);
  const [last] = record.runs;
  const outcome = last?.run.outcome;
  const undisturbed = record.injections.length === 0;
  const trouble = reached ? null : 'the run never came to the point';
  const unfit =
    undisturbed && outcome !== 'completed'
      ? `a run that nothing disturbs ended as ${outcome ?? 'nothing'}`
      : null;
  const bad = breaches.length > 0 || trouble !== null || unfit !== null;
  return {
    name,
    letter: bad ? '!' : outcome ? LETTERS[outcome] : '–',
    exportingAgainMs: exportingAgain(record),
    tookMs: record.endedAt - record.startedAt,
    reached,
    untried:
      outcome === 'rejected' && breaches.length === 0 && (undisturbed ? wasSlow(last?.run.checks) : !reached),
    repeats: 0,
    breaches,
    trouble: trouble ?? unfit,
    injections: record.injections,
    failure: last?.run.failure?.message ?? null,
    timeline: bad ? timelineOf(record) : [],
  };
}

export function troubled(name: string, error: unknown): CaseResult {
  return {
    name,
    letter: '!',
    exportingAgainMs: null,
    tookMs: 0,
    reached: false,
    untried: false,
    repeats: 0,
    breaches: [],
    trouble: error instanceof Error ? error.message : String(error),
    injections: [],
    failure: null,
    timeline: [],
  };
}

/** From the injection, or from the pause that began after it. */
function exportingAgain({ injections, effects, endedAt }: CaseRecord): number | null {
  const at = Math.min(...injections.flatMap((each) => each.at ?? []));
  if (!Number.isFinite(at)) return null;
  const waits = pausesIn(effects)
    .filter(({ to }) => (to ?? endedAt) > at)
    .map(({ from, to }) => (to ?? endedAt) - Math.max(from, at));
  return waits.length === 0 ? null : Math.max(...waits);
}

/** Effects, journal and injections in the order of their times; starts of parts are left out. */
export function timelineOf({ effects, runs, injections, startedAt, lives }: CaseRecord): string[] {
  const lines: { at: number; text: string }[] = [];
  for (const { at, point, fault, app } of injections) {
    if (at !== null) lines.push({ at, text: `INJECTED ${fault} at ${point} (${app ?? 'nobody'})` });
  }
  for (const effect of effects) {
    if (/^part(s|-)/.test(effect.kind)) continue;
    const text =
      effect.kind === 'call'
        ? `CALL ${effect.method} ${effect.path} -> ${effect.status ?? 'none'}${effect.fault ? ` [${effect.fault}]` : ''} ${effect.performed ? 'performed' : 'not performed'} by ${effect.caller.userAgent ?? '?'}`
        : `${effect.kind} ${JSON.stringify('detail' in effect ? effect.detail : {})}`;
    lines.push({ at: Date.parse(effect.at), text: `${effect.seq} ${text}` });
  }
  for (const { run, journal } of runs) {
    for (const entry of journal)
      lines.push({ at: Date.parse(entry.at), text: journalLine(run.setId, entry) });
  }
  for (const { app, from, to } of lives) {
    if (from > startedAt) lines.push({ at: from, text: `UP ${app}` });
    if (to !== null && to > startedAt) lines.push({ at: to, text: `DOWN ${app}` });
  }
  return lines
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, text }) => `${((at - startedAt) / 1000).toFixed(3).padStart(8)} ${text}`);
}

const journalLine = (id: number, { type, step, by, message }: JournalEvent): string =>
  `JOURNAL ${id} ${type}${step ? ` ${step}` : ''} by ${by}: ${message}`;
