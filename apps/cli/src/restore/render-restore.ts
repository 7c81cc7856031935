import type { Restore, RestoreList } from '#contracts';
import { runStateOf } from '#domain';
import { followedRestore } from '../following/followed.ts';
import { renderRun, renderSummary } from '../following/render-run.ts';
import { localTime, seconds } from '../output/format.ts';
import { screenWidth } from '../output/screen.ts';
import { table } from '../output/table.ts';
import { renderPlan } from './render-plan.ts';

/** A restore by its steps, or the plan of one that was not run. */
export function renderRestore(restore: Restore): string {
  const run = followedRestore(restore);
  if (run === null) return renderPlan(restore);
  const steps = renderRun(run, { now: Date.now(), frame: 0, width: screenWidth() });
  return run.phase === 'done' ? `${steps}\n\n${renderSummary(run)}` : steps;
}

const HEAD = ['ID', 'BACKUP', 'STATE', 'STARTED', 'TOOK', 'NOTES'];

export function renderRestores(cluster: string, { items }: RestoreList): string {
  if (items.length === 0) return `No restore was started on ${cluster}.`;
  return table(
    HEAD,
    items.map(({ restoreId, backupId, run, waitingFor }) => [
      String(restoreId ?? '–'),
      String(backupId),
      run?.outcome ?? run?.phase ?? 'planned',
      localTime(run?.requestedAt ?? null),
      took(run),
      waitingFor === null ? '' : `waits for ${waitingFor.action}`,
    ]),
  );
}

/** A restore in a list for programs, without its plan and its steps. */
export function slimRestore({ restoreId, cluster, backupId, run, waitingFor }: RestoreList['items'][number]) {
  return {
    ...{ restoreId, cluster, backupId, state: run === null ? 'planned' : runStateOf(run) },
    ...{ startedAt: run?.requestedAt ?? null, finishedAt: run?.finishedAt ?? null },
    ...{ failure: run?.failure?.message ?? null, waitingFor },
  };
}

function took(run: RestoreList['items'][number]['run']): string {
  if (!run || run.finishedAt === null) return '–';
  return seconds(Date.parse(run.finishedAt) - Date.parse(run.requestedAt));
}
