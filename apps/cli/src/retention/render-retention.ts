import type { RetentionPreview, RetentionRun } from '#contracts';
import { paint } from '../output/colours.ts';
import { localTime, plural } from '../output/format.ts';
import { table } from '../output/table.ts';

export function doomedOf({ decisions }: RetentionPreview): number[] {
  return decisions.filter(({ verdict }) => verdict === 'delete').map(({ backupId }) => backupId);
}

export function renderPreview(preview: RetentionPreview): string {
  const { cluster, policy, decisions, problems } = preview;
  const lines: string[] = [];
  if (policy) {
    const rules = Object.entries(policy).map(([key, value]) => `${key}: ${value}`);
    lines.push(`${paint.bold(`Retention of ${cluster}`)}: ${rules.join(', ')}`);
  }
  if (decisions.length > 0) lines.push('', renderDecisions(decisions));
  const doomed = doomedOf(preview).length;
  if (policy) lines.push('', `${plural(doomed, 'set')} of ${decisions.length} would be deleted.`);
  lines.push(...problems.map((problem) => paint.yellow(`Nothing is deleted now: ${problem}`)));
  return lines.join('\n');
}

function renderDecisions(decisions: RetentionPreview['decisions']): string {
  return table(
    ['ID', 'STATE', 'STARTED', 'VERDICT', 'WHY'],
    decisions.map(({ backupId, state, startedAt, verdict, reasons }) => [
      String(backupId),
      state,
      localTime(startedAt),
      verdict === 'keep' ? paint.green('keep') : paint.red('delete'),
      reasons.join(', '),
    ]),
  );
}

type Step = RetentionRun['sets'][number];

export function renderStep({ backupId, state, message }: Step): string {
  const word = state === 'deleting' ? 'is being deleted' : state;
  return `backup ${backupId} ${word}${message === null ? '' : `: ${message}`}`;
}

/** @param look how to see what is left */
export function renderRetentionRun({ sets, finishedAt }: RetentionRun, look: string): string {
  if (sets.length === 0) return 'There was nothing to delete.';
  if (finishedAt === null) return `${plural(sets.length, 'set')} will be deleted.\nSee what is left: ${look}`;
  const count = (state: Step['state']): number => sets.filter((step) => step.state === state).length;
  const parts = [`${plural(count('deleted'), 'set')} deleted`];
  if (count('kept') > 0) parts.push(`${count('kept')} kept after all`);
  if (count('failed') > 0) parts.push(paint.red(`${count('failed')} failed`));
  return `${parts.join(', ')}.`;
}
