import type { Restore } from '#contracts';
import { sizeOfPlan } from '#domain';
import { paint } from '../output/colours.ts';
import { bytes, localTime, plural } from '../output/format.ts';
import { renderFailedChecks } from '../output/render-checks.ts';

type Plan = Restore['plan'];

/** At most this many lines of detail of one action are shown; `-o json` has all of them. */
const DETAILS = 8;

/** A plan for the person who confirms it: what will be done, what will be lost, and what prevents it. */
export function renderPlan({ restoreId, cluster, plan, runnable }: Restore): string {
  const number = restoreId === null ? 'Plan (not kept)' : `Plan ${restoreId}`;
  const blocks = [
    `${paint.bold(number)}: restore backup ${paint.bold(String(plan.backupId))} to ${paint.bold(cluster)}`,
    aboutSet(plan),
    renderActions(plan),
    renderLosses(plan),
    ...renderWarnings(plan),
    renderVerdict(plan, runnable),
    `hash ${plan.hash}`,
  ];
  return blocks.join('\n\n');
}

function aboutSet({ takenAt, version, partitions, brokers, snapshots, deletes, control }: Plan): string {
  const words = [
    ...(takenAt == null ? [] : [`taken ${localTime(takenAt)}`]),
    `Camunda ${version ?? 'of unknown version'}`,
    plural(partitions ?? 0, 'partition'),
    plural(brokers, 'broker'),
    `${plural(snapshots.length, 'snapshot')} (${bytes(sizeOfPlan({ snapshots }))})`,
    `${plural(deletes.length, 'index', 'indices')} to delete`,
    `control: ${control}`,
  ];
  return `  ${words.join(' · ')}`;
}

function renderActions({ actions }: Plan): string {
  const lines = actions.flatMap(({ step, does, details }, index) => [
    `  ${String(index + 1).padStart(2)}. ${paint.bold(step)}: ${does}`,
    ...details.slice(0, DETAILS).map((detail) => paint.dim(`        ${detail}`)),
    ...(details.length > DETAILS ? [paint.dim(`        and ${details.length - DETAILS} more`)] : []),
  ]);
  return ['What will be done', ...lines].join('\n');
}

function renderLosses({ losses }: Plan): string {
  return [paint.red(paint.bold('What will be lost')), ...losses.map((loss) => paint.red(`  - ${loss}`))].join(
    '\n',
  );
}

function renderWarnings({ warnings }: Plan): string[] {
  if (warnings.length === 0) return [];
  return [
    [paint.yellow('To be known before'), ...warnings.map((text) => paint.yellow(`  - ${text}`))].join('\n'),
  ];
}

function renderVerdict({ checks }: Plan, runnable: boolean): string {
  if (runnable) return paint.green(`Every check passed (${checks.length}): this plan can be run.`);
  const failed = renderFailedChecks(checks);
  return [paint.red(paint.bold('This plan cannot be run')), ...failed].join('\n');
}
