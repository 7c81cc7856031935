import type { JournalEvent, Run } from '#contracts';
import { coloursFor } from './colours.ts';

type Step = Run['steps'][number];

const pc = coloursFor(process.stdout, process.env);
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const BAR = 24;
const NAME = 18;

/** The whole run as lines: one per step with its state, bar, time and what the component last said. */
export function renderRun(run: Run, at: { now: number; frame: number }): string {
  const head = `${pc.bold(`Backup ${run.backupId}`)} of ${pc.bold(run.cluster)}  ${pc.dim(`Camunda ${run.version} · ${run.procedure} · fence ${run.fence}`)}`;
  const steps = run.steps.map((step) => renderStep(step, at));
  return [head, '', ...steps, '', renderExporting(run, at.now)].join('\n');
}

function renderStep(step: Step, at: { now: number; frame: number }): string {
  const mark = {
    pending: pc.dim('·'),
    running: pc.cyan(SPINNER[at.frame % SPINNER.length] ?? '>'),
    done: pc.green('✓'),
    failed: pc.red('✗'),
    skipped: pc.yellow('–'),
  }[step.state];
  const name = step.state === 'pending' ? pc.dim(step.name.padEnd(NAME)) : step.name.padEnd(NAME);
  const said = step.failure?.message ?? step.lastAnswer ?? '';
  return `  ${mark} ${name} ${bar(step)} ${pc.dim(duration(step, at.now).padStart(7))}  ${step.state === 'failed' ? pc.red(said) : pc.dim(said)}`;
}

function bar(step: Step): string {
  const share = step.state === 'done' ? 1 : step.done !== null && step.total ? step.done / step.total : 0;
  const full = Math.round(share * BAR);
  const paint = step.state === 'failed' ? pc.red : pc.green;
  return paint('━'.repeat(full)) + pc.dim('─'.repeat(BAR - full));
}

function duration(step: Step, now: number): string {
  if (step.startedAt === null) return '';
  const end = step.finishedAt === null ? now : Date.parse(step.finishedAt);
  return seconds(end - Date.parse(step.startedAt));
}

export function seconds(ms: number): string {
  return `${(Math.max(ms, 0) / 1000).toFixed(1)} s`;
}

function renderExporting(run: Run, now: number): string {
  const paused = run.pausedAt === null ? '' : ` (paused for ${pausedFor(run, now)})`;
  const paint = run.exporting === 'running' ? pc.green : pc.yellow;
  return `  phase ${pc.bold(run.phase)} · exporting ${paint(run.exporting)}${paused}`;
}

function pausedFor(run: Run, now: number): string {
  if (run.pausedAt === null) return seconds(0);
  return seconds((run.resumedAt === null ? now : Date.parse(run.resumedAt)) - Date.parse(run.pausedAt));
}

/** How it ended, in two or three lines. */
export function renderSummary(run: Run): string {
  const took =
    run.finishedAt === null ? '' : ` in ${seconds(Date.parse(run.finishedAt) - Date.parse(run.requestedAt))}`;
  const pause =
    run.pausedAt === null
      ? 'exporting was not paused'
      : `exporting was paused for ${pausedFor(run, Date.now())}`;
  const outcome =
    run.outcome === 'completed' ? pc.green(pc.bold('completed')) : pc.red(pc.bold(run.outcome ?? 'unknown'));
  const lines = [`${outcome}${took}; ${pause} and is ${run.exporting} now`];
  for (const check of run.checks) {
    if (!check.ok) lines.push(pc.red(`  ✗ ${check.name}: ${check.message}`), `    ${check.mend ?? ''}`);
  }
  if (run.failure && run.outcome !== 'rejected') lines.push(pc.red(run.failure.message));
  return lines.join('\n');
}

export function renderEvent(event: JournalEvent): string {
  const step = event.step === null ? '' : `${event.step}: `;
  return `${event.at}  ${event.type.padEnd(18)} ${step}${event.message}`;
}
