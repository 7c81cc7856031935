import type { Backup, BackupSetView, Run } from '#contracts';
import { backupStateOf, runbookOf, type BackupState } from '#domain';
import { renderStep } from '../following/render-run.ts';
import { paint } from '../output/colours.ts';
import { bytes, localTime, seconds, span } from '../output/format.ts';
import { link } from '../output/links.ts';
import { renderFailedChecks } from '../output/render-checks.ts';
import { screenWidth } from '../output/screen.ts';
import { fields } from '../output/table.ts';
import { whose } from './foreign.ts';

type Stated = Pick<Backup, 'set' | 'run' | 'deleted'>;

/** The state of the set; of the run, while there is no set. */
export function stateOf(backup: Stated): BackupState {
  return backupStateOf(backup);
}

export function paintedState(backup: Stated): string {
  const state = stateOf(backup);
  if (state === 'deleted') return paint.dim(state);
  if (state === 'complete') return paint.green(state);
  if (['failed', 'partial', 'rejected', 'cancelled'].includes(state)) return paint.red(state);
  return ['unverified', 'foreign'].includes(state) ? paint.yellow(state) : paint.cyan(state);
}

/** A backup on one page: what it can be used for, the parts of its set, the steps of its run. */
export function renderBackup(backup: Backup): string {
  const { set, run } = backup;
  const blocks = [
    `${paint.bold(`Backup ${backup.backupId}`)} of ${paint.bold(backup.cluster)}: ${paintedState(backup)}`,
    fields([...aboutSet(set), ...(run ? aboutRun(run) : withoutRun(set))]),
  ];
  if (set) blocks.push(renderParts(set));
  if (run) blocks.push(...blocksOfRun(run));
  return blocks.join('\n\n');
}

function blocksOfRun({ steps, checks, failure, outcome }: Run): string[] {
  const lines = steps.map((step) => renderStep(step, { now: Date.now(), frame: 0, width: screenWidth() }));
  const trouble = renderFailedChecks(checks);
  if (failure && outcome !== 'rejected')
    trouble.push(paint.red(`  ${failure.message}`), `  Runbook: ${link(runbookOf(failure.code))}`);
  return [lines, trouble].filter((block) => block.length > 0).map((block) => block.join('\n'));
}

function aboutSet(set: BackupSetView | null): [string, string][] {
  if (set === null) return [];
  const about: [string, string][] = [
    ['started', `${localTime(set.startedAt)} (${span(set.ageSeconds)} ago)`],
    ['size', bytes(set.sizeBytes)],
    ['kept', set.kept ? 'yes: it is not deleted without --force' : 'no'],
    ['verified', verified(set)],
  ];
  const owner = whose(set);
  if (owner) about.push(['whose', owner]);
  if (set.deletion)
    about.push(['deletion', `${set.deletion.phase}, started ${localTime(set.deletion.startedAt)}`]);
  return about;
}

function verified({ verification }: BackupSetView): string {
  if (verification === null) return 'never';
  return `${localTime(verification.verifiedAt)}: ${verification.ok ? 'ok' : paint.red('failed')}`;
}

/** The facts from the snapshots, where no run is on record. */
function withoutRun(set: BackupSetView | null): [string, string][] {
  if (set === null) return [];
  const about: [string, string][] = [['camunda', set.versions.join(', ') || 'unknown']];
  if (set.durationSeconds !== null) about.push(['took', seconds(set.durationSeconds * 1000)]);
  if (!set.foreign)
    about.push(['run', 'not on record, so nothing proves that exporting was paused throughout']);
  return about;
}

function aboutRun(run: Run): [string, string][] {
  const { pausedAt, resumedAt, labels, finishedAt } = run;
  const about: [string, string][] = [['camunda', `${run.version} (${run.procedure})`]];
  if (finishedAt !== null)
    about.push(['took', seconds(Date.parse(finishedAt) - Date.parse(run.requestedAt))]);
  if (pausedAt !== null && resumedAt !== null)
    about.push(['paused', seconds(Date.parse(resumedAt) - Date.parse(pausedAt))]);
  const all = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  if (all.length > 0) about.push(['labels', all.join(', ')]);
  return about;
}

/** What is missing of the set is what its parts say. */
function renderParts({ parts }: BackupSetView): string {
  const lines = parts.map(({ component, state, message }) => {
    const mark = state === 'complete' ? paint.green('✓') : paint.red('✗');
    return `  ${mark} ${component.padEnd(8)}  ${message}`;
  });
  return lines.join('\n');
}
