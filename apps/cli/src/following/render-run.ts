import type { JournalEvent, Run } from '#contracts';
import { linesOf, PREFLIGHT_RUNBOOK, runbookOf } from '#domain';
import { commandLine } from '../invocation.ts';
import { paint as pc } from '../output/colours.ts';
import { seconds } from '../output/format.ts';
import { link } from '../output/links.ts';
import { renderFailedChecks } from '../output/render-checks.ts';
import type { Followed } from './followed.ts';

type Step = Run['steps'][number];
interface Moment {
  now: number;
  frame: number;
}

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const BAR = 24;
const NAME = 18;

/** The whole run as lines: one per step with its state, bar, time and the last answer of the component. */
export function renderRun(run: Followed, at: Moment): string {
  const about = `Camunda ${run.version} · ${run.procedure} · fence ${run.fence}`;
  const head = `${pc.bold(run.title)} of ${pc.bold(run.cluster)}  ${pc.dim(about)}`;
  const lines = [head, '', ...run.steps.map((step) => renderStep(step, at)), '', renderPhase(run, at.now)];
  if (run.waitingFor) lines.push('', ...renderWaiting(run));
  return lines.join('\n');
}

/** One step: its state, bar, time and the last answer of the component. */
export function renderStep(step: Step, at: Moment): string {
  const mark = {
    pending: pc.dim('·'),
    running: pc.cyan(SPINNER[at.frame % SPINNER.length] ?? '>'),
    done: pc.green('✓'),
    failed: pc.red('✗'),
    skipped: pc.yellow('–'),
  }[step.state];
  const name = step.state === 'pending' ? pc.dim(step.name.padEnd(NAME)) : step.name.padEnd(NAME);
  const message = step.failure?.message ?? step.lastAnswer ?? '';
  const painted = message === '' ? '' : `  ${step.state === 'failed' ? pc.red(message) : pc.dim(message)}`;
  return `  ${mark} ${name} ${bar(step)} ${pc.dim(duration(step, at.now).padStart(7))}${painted}`.trimEnd();
}

function bar(step: Step): string {
  const share = step.state === 'done' ? 1 : step.done !== null && step.total ? step.done / step.total : 0;
  const full = Math.round(share * BAR);
  const paint = step.state === 'failed' ? pc.red : pc.green;
  return paint('━'.repeat(full)) + pc.dim('─'.repeat(BAR - full));
}

function duration(step: Step, now: number): string {
  if (step.startedAt === null || (step.finishedAt === null && step.state !== 'running')) return '';
  const end = step.finishedAt === null ? now : Date.parse(step.finishedAt);
  return seconds(end - Date.parse(step.startedAt));
}

function renderPhase(run: Followed, now: number): string {
  const phase = `  phase ${pc.bold(run.phase)}`;
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

export function renderEvent(event: JournalEvent): string {
  const step = event.step === null ? '' : `${event.step}: `;
  return `${event.at}  ${event.type.padEnd(18)} ${step}${event.message}`;
}
