import type { Run } from '#contracts';
import { recordsSnapshotName } from '#domain';
import type { CaseRecord } from '../case-record.ts';
import type { Invariant } from './invariant.ts';
import { allPausedThroughout } from './pauses.ts';

export const completedIsComplete: Invariant = {
  id: 'I4',
  title: 'a set reported completed is whole in every store, and what must be inside the pause is inside one',
  check: (record) =>
    record.runs
      .filter(({ run }) => run.outcome === 'completed')
      .flatMap(({ run }) =>
        [...stores(run, record), ...onePause(run, record)].map((each) => `${run.setId}: ${each}`),
      ),
};

function stores({ setId: backupId }: Run, { state, profile }: CaseRecord): string[] {
  const snapshots = Object.values(state.elasticsearch.snapshots).flat();
  const succeeded = (prefix: string): number =>
    snapshots.filter((snapshot) => snapshot.name.startsWith(prefix) && snapshot.state === 'SUCCESS').length;
  const problems: string[] = [];
  for (const [app, parts] of Object.entries(profile.webApps)) {
    const found = succeeded(`camunda_${app}_${backupId}_`);
    if (found !== parts) problems.push(`${app} has ${found} of ${parts} parts`);
  }
  const records = snapshots.find(({ name }) => name === recordsSnapshotName(backupId));
  if (records?.state !== 'SUCCESS') problems.push(`the records snapshot is ${records?.state ?? 'not there'}`);
  else if (records.indices.length === 0) problems.push('the records snapshot is empty');
  const done =
    state.zeebe.backups
      .find((backup) => backup.backupId === backupId)
      ?.partitions.filter((partition) => partition.state === 'COMPLETED').length ?? 0;
  const partitions = state.zeebe.partitions.length;
  if (done !== partitions) problems.push(`the Zeebe backup has ${done} of ${partitions} partitions`);
  return problems;
}

function onePause({ setId: backupId }: Run, { effects, state, profile }: CaseRecord): string[] {
  const records = recordsSnapshotName(backupId);
  const started = effects.find(
    ({ kind, ...rest }) =>
      ['snapshot-started', 'part-started'].includes(kind) &&
      'detail' in rest &&
      (profile.pauseFirst
        ? JSON.stringify(rest.detail).includes(String(backupId))
        : rest.detail.snapshot === records),
  );
  const ended = effects.findLast(
    ({ kind, ...rest }) =>
      kind === 'partition-backup-ended' && 'detail' in rest && rest.detail.backupId === backupId,
  );
  if (!started || !ended) return ['the effect log has no part inside the pause or no Zeebe backup of it'];
  const span = { fromSeq: started.seq, toSeq: ended.seq };
  if (started.seq > ended.seq) return ['the Zeebe backup ended before the first part inside the pause began'];
  return allPausedThroughout(effects, span, state.zeebe.replicas.length)
    ? []
    : ['exporting was not paused from the first part inside the pause to the end of the Zeebe backup'];
}
