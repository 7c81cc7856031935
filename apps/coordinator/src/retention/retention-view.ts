import { createHash } from 'node:crypto';
import { formatDuration } from '#config';
import type { RetentionPreview } from '#contracts';
import type { RetentionPolicy, RetentionVerdict } from '#domain';
import type { RetentionFacts } from '../sets/retention-facts.reader.ts';

/** The sets that would be deleted, oldest first: should it stop half-way, the newer ones are there. */
export function doomedOf(verdicts: readonly RetentionVerdict[]): number[] {
  return verdicts
    .filter(({ verdict }) => verdict === 'delete')
    .map(({ backupId }) => backupId)
    .sort((a, b) => a - b);
}

/** Of what would be deleted and nothing else: a new set that changes nothing about that leaves a preview good. */
export function hashOf(cluster: string, doomed: readonly number[]): string {
  return createHash('sha256')
    .update(JSON.stringify({ cluster, delete: doomed }))
    .digest('hex');
}

/** Rules that are not used are left out. */
export function policyView(policy: RetentionPolicy): Record<string, string | number> {
  const { keepWithin, failedAfter, minComplete, timezone, ...counts } = policy;
  return {
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ...(keepWithin !== null && { keepWithin: formatDuration(keepWithin) }),
    minComplete,
    failedAfter: formatDuration(failedAfter),
    timezone,
  };
}

export function previewOf(
  cluster: string,
  policy: RetentionPolicy,
  { at, sets, verdicts, problems }: RetentionFacts,
): RetentionPreview {
  const decisions = sets.map(({ backupId, state, takenAt }, index) => ({
    ...{ backupId, state, startedAt: takenAt === null ? null : new Date(takenAt).toISOString() },
    verdict: verdicts[index]?.verdict ?? 'keep',
    reasons: verdicts[index]?.reasons ?? [],
  }));
  const hash = hashOf(cluster, doomedOf(verdicts));
  return { cluster, at: at.toISOString(), policy: policyView(policy), decisions, problems, hash };
}
