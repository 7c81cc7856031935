import type { JournalEvent, Run } from '#contracts';
import { linesOf, PREFLIGHT_RUNBOOK, runbookOf } from '#domain';
import { commandLine } from '../invocation.ts';
import { paint as pc } from '../output/colours.ts';
import { inLocalTime, localTime, seconds, span } from '../output/format.ts';
import { link } from '../output/links.ts';
import { renderFailedChecks } from '../output/render-checks.ts';
import { cellsOf, wrap } from '../output/wrap.ts';
import type { Followed } from './followed.ts';

type Step = Run['steps'][number];
interface Moment {
  now: number;
  frame: number;
  /** Of the screen; Infinity without it. */
  width?: number;
  /** How long such runs of the cluster took before; null where none is known. */
  usualSeconds?: number | null;
}

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const NAME = 18;
const TIME = 7;
/** Cells of a bar, where there is room for it and for what follows it, and where there is not. */
const BAR = { wide: 24, narrow: 8 };
const WIDE = 100;

/** The whole run as lines: one per step with its state, bar, time and the last answer of the component. */
export function renderRun(run: Followed, at: Moment): string {
  const { width = Infinity } = at;
  // It is for those who break a lock, and `lock show` has it.
  const fence = width < WIDE ? '' : ` · fence ${run.fence}`;
  const about = `Camunda ${run.version} · ${run.procedure}${fence}`;
  const head = `${pc.bold(run.title)} of ${pc.bold(run.cluster)}  ${pc.dim(about)}`;
  const lines = [head, '', ...run.steps.map((step) => renderStep(step, at)), '', renderPhase(run, at)];
  if (run.waitingFor) lines.push('', ...renderWaiting(run));
  return wrap(lines.join('\n'), width);
}

/**
 * One step: its state, bar, time and the last answer of the component. The answer ends at the edge of the screen; why a step
 * failed continues below.
 */
export function renderStep(step: Step, at: Moment): string {
  const { width = Infinity } = at;
  const mark = {
    pending: pc.dim('·'),
    running: pc.cyan(SPINNER[at.frame % SPINNER.length] ?? '>'),
    done: pc.green('✓'),
    failed: pc.red('✗'),
    skipped: pc.yellow('–'),
  }[step.state];
  const name = step.state === 'pending' ? pc.dim(step.name.padEnd(NAME)) : step.name.padEnd(NAME);
  const cells = width < WIDE ? BAR.narrow : BAR.wide;
  const line = `  ${mark} ${name} ${bar(step, cells)} ${pc.dim(duration(step, at.now).padStart(TIME))}`;
  const message = inLocalTime(step.failure?.message ?? step.lastAnswer ?? '');
  if (message === '') return line.trimEnd();
  const room = width - cellsOf(line) - 2;
  if (step.state !== 'failed') return `${line}  ${pc.dim(shortened(message, room))}`;
  if (message.length <= room) return `${line}  ${pc.red(message)}`;
  return `${line}\n${wrap(`    ${pc.red(message)}`, width, 0)}`;
}

/** Cut between two words where there is one. */
export function shortened(text: string, room: number): string {
  if (text.length <= room) return text;
  const part = text.slice(0, Math.max(0, room - 1));
  const end = part.lastIndexOf(' ');
  return `${(end > room / 2 ? part.slice(0, end) : part).replace(/[\s,;:.(]+$/, '')}…`;
}

function bar(step: Step, cells: number): string {
  const share = step.state === 'done' ? 1 : step.done !== null && step.total ? step.done / step.total : 0;
  const full = Math.round(share * cells);
  const paint = step.state === 'failed' ? pc.red : pc.green;
  return paint('━'.repeat(full)) + pc.dim('─'.repeat(cells - full));
}

function duration(step: Step, now: number): string {
  if (step.startedAt === null || (step.finishedAt === null && step.state !== 'running')) return '';
  const end = step.finishedAt === null ? now : Date.parse(step.finishedAt);
  return seconds(end - Date.parse(step.startedAt));
}

function renderPhase(run: Followed, { now, usualSeconds = null }: Moment): string {
  const age = (now - Date.parse(run.requestedAt)) / 1000;
  const usual =
    usualSeconds === null || run.phase === 'done'
      ? ''
      : ` · ${span(Math.max(0, age))} of usually ${span(usualSeconds)}`;
  const phase = `  phase ${pc.bold(run.phase)}${usual}`;
  if (run.exporting === null) return phase;
  const paused = run.pausedAt === null ? '' : ` (paused for ${pausedFor(run, now)})`;
  const paint = run.exporting === 'running' ? pc.green : pc.yellow;
  return `${phase} · exporting ${paint(run.exporting)}${paused}`;
}

/** What a person is asked to do, and how to confirm that it was done. */
export function renderWaiting({ waitingFor, cluster, number }: Followed): string[] {
  if (waitingFor === null) return [];
  const confirm = commandLine('restore', 'confirm', cluster, number, '--action', waitingFor.action);
  return [
    pc.yellow('  Waiting for you:'),
    ...linesOf(waitingFor.instruction).map((line) => `    ${line}`),
    `  When it is done: ${confirm}`,
  ];
}

function pausedFor(run: Followed, now: number): string {
  if (run.pausedAt === null) return seconds(0);
  return seconds((run.resumedAt === null ? now : Date.parse(run.resumedAt)) - Date.parse(run.pausedAt));
}

/** How it ended, in two or three lines. */
export function renderSummary(run: Followed): string {
  const took =
    run.finishedAt === null ? '' : ` in ${seconds(Date.parse(run.finishedAt) - Date.parse(run.requestedAt))}`;
  const outcome =
    run.outcome === 'completed' ? pc.green(pc.bold('completed')) : pc.red(pc.bold(run.outcome ?? 'unknown'));
  const lines = [`${outcome}${took}${renderPause(run)}`, ...renderFailedChecks(run.checks)];
  if (run.outcome === 'rejected') lines.push(`Runbook: ${link(PREFLIGHT_RUNBOOK)}`);
  else if (run.failure)
    lines.push(pc.red(run.failure.message), `Runbook: ${link(runbookOf(run.failure.code))}`);
  return lines.join('\n');
}

function renderPause(run: Followed): string {
  if (run.exporting === null) return '';
  const pause =
    run.pausedAt === null
      ? 'exporting was not paused'
      : `exporting was paused for ${pausedFor(run, Date.now())}`;
  return `; ${pause} and is ${run.exporting} now`;
}

/** An entry of the journal in one line. Of checks that failed it gives the number: the end of the run names their causes. */
export function renderEvent(event: JournalEvent, { checks }: Pick<Run, 'checks'> = { checks: [] }): string {
  const step = event.step === null ? '' : `${event.step}: `;
  const failed = checks.filter(({ ok }) => !ok).length;
  const message =
    event.type === 'preflight-failed' && failed > 0
      ? `${failed} of ${checks.length} checks failed`
      : event.message;
  return `${localTime(event.at, true)}  ${event.type.padEnd(18)} ${step}${message}`;
}
