import type { Restore } from '#contracts';
import { sizeOfPlan } from '#domain';
import { bytes, duration, plural } from '../time/format.ts';

/** A line each, for a change ticket: what will be done, lost and deleted, and what vouches for it. Times are RFC 3339. Pure. */
export function planText({
  cluster,
  restoreId,
  plan,
}: Pick<Restore, 'cluster' | 'restoreId' | 'plan'>): string {
  const { losses, warnings, checks, actions, deletes, snapshots } = plan;
  const failed = checks.filter(({ ok }) => !ok);
  return [
    `Restore ${restoreId ?? '(not kept)'} of ${cluster} from backup ${plan.backupId}`,
    '',
    `Planned: ${plan.createdAt}`,
    ...(plan.takenAt == null ? [] : [`Set taken: ${plan.takenAt}`]),
    `Camunda: ${plan.version ?? 'unknown version'}, ${plural(plan.partitions ?? 0, 'partition')} on ${plural(plan.brokers, 'broker')}`,
    `Plan hash: ${plan.hash}`,
    ...section('What will be lost', losses.length === 0 ? ['No known data loss.'] : losses),
    ...(warnings.length === 0 ? [] : section('To be known before', warnings)),
    ...section(
      `Checks: ${checks.length - failed.length} of ${checks.length} passed`,
      failed.map(({ name, message }) => `${name}: ${message}`),
    ),
    ...section(
      'What will be done',
      actions.map(({ step, does }, index) => `${index + 1}. ${step}: ${does}`),
    ),
    ...section(
      `What will be deleted: ${plural(deletes.length, 'index', 'indices')}`,
      deletes.map(({ index }) => index),
    ),
    ...section(
      `What comes back: ${plural(snapshots.length, 'snapshot')} (${bytes(sizeOfPlan(plan))})`,
      snapshots.map(({ snapshot }) => snapshot),
    ),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? ['', title] : ['', title, ...lines.map((line) => `  ${line}`)];
}

/** How long it will take, as far as earlier restores tell. Pure. */
export function howLong(usual: { seconds: number; of: number } | null, size: number | null): string {
  const holds = size === null ? '' : `; the set holds ${bytes(size)}`;
  if (usual === null) return `not known: no restore of this cluster has completed yet${holds}`;
  return `about ${duration(usual.seconds * 1_000)}, as ${plural(usual.of, 'earlier restore')}${holds}`;
}
