import type { Backup, BackupSetView } from '#contracts';
import { renderStep } from '../following/render-run.ts';
import { paint } from '../output/colours.ts';
import { bytes, localTime, seconds, span } from '../output/format.ts';
import { renderFailedChecks } from '../output/render-checks.ts';
import { fields } from '../output/table.ts';
import { whose } from './foreign.ts';

type Stated = Pick<Backup, 'set' | 'phase' | 'outcome' | 'deleted'>;

/** The state of the set; of the run, while there is no set. */
export function stateOf({ set, phase, outcome, deleted }: Stated): string {
  if (deleted) return 'deleted';
  if (outcome === 'rejected' || outcome === 'cancelled') return outcome;
  return set?.state ?? outcome ?? (phase === 'running' ? 'running' : phase);
}

export function paintedState(backup: Stated): string {
  const state = stateOf(backup);
  if (state === 'deleted') return paint.dim(state);
  if (state === 'complete' || state === 'completed') return paint.green(state);
  if (['failed', 'partial', 'rejected', 'cancelled'].includes(state)) return paint.red(state);
  return ['unverified', 'foreign'].includes(state) ? paint.yellow(state) : paint.cyan(state);
}

/** A backup on a page: what it is good for, its set by parts, its run by steps. */
export function renderBackup(backup: Backup): string {
  const { set, steps, checks, failure, outcome } = backup;
  const blocks = [
    `${paint.bold(`Backup ${backup.backupId}`)} of ${paint.bold(backup.cluster)}: ${paintedState(backup)}`,
    fields([...aboutSet(set), ...aboutRun(backup)]),
  ];
  if (set) blocks.push(renderParts(set));
  if (steps.length > 0)
    blocks.push(steps.map((step) => renderStep(step, { now: Date.now(), frame: 0 })).join('\n'));
  const trouble = renderFailedChecks(checks);
  if (failure && outcome !== 'rejected') trouble.push(paint.red(`  ${failure.message}`));
  if (trouble.length > 0) blocks.push(trouble.join('\n'));
  return blocks.join('\n\n');
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
    about.push(['deletion', `${set.deletion.phase}, begun ${localTime(set.deletion.startedAt)}`]);
  return about;
}

function verified({ verification }: BackupSetView): string {
  if (verification === null) return 'never';
  return `${localTime(verification.verifiedAt)}: ${verification.ok ? 'ok' : paint.red('failed')}`;
}

/** A foreign set has no run of ours to speak of. */
function aboutRun(backup: Backup): [string, string][] {
  const { pausedAt, resumedAt, labels, finishedAt } = backup;
  const about: [string, string][] = [['camunda', `${backup.version} (${backup.procedure})`]];
  if (finishedAt !== null)
    about.push(['took', seconds(Date.parse(finishedAt) - Date.parse(backup.requestedAt))]);
  if (pausedAt !== null && resumedAt !== null)
    about.push(['paused', seconds(Date.parse(resumedAt) - Date.parse(pausedAt))]);
  const all = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  if (all.length > 0) about.push(['labels', all.join(', ')]);
  return about;
}

/** What is missing of the set is what its parts say. */
function renderParts({ parts }: BackupSetView): string {
  const lines = parts.map(({ component, state, said }) => {
    const mark = state === 'complete' ? paint.green('✓') : paint.red('✗');
    return `  ${mark} ${component.padEnd(8)}  ${said}`;
  });
  return lines.join('\n');
}
