import { describe, expect, it } from '@jest/globals';
import type { RunRecord } from '#domain';
import type { ClusterHistory } from '../runs/cluster-history.ts';
import { LastBackup } from './last-backup.ts';

const run = (kind: RunRecord['kind'], runId: string) => ({ kind, runId }) as RunRecord;
const backup = run('backup', 'b1');

function lastBackupOf(found: RunRecord | null): { last: LastBackup; reads: () => number } {
  let reads = 0;
  const histories = {
    of: () => {
      reads += 1;
      return Promise.resolve({ lastBackup: found });
    },
  } as unknown as ClusterHistory;
  return { last: new LastBackup(histories), reads: () => reads };
}

describe('the backup that ended last', () => {
  it('is the last run, where that is a backup, and nothing is read for it', async () => {
    const { last, reads } = lastBackupOf(null);
    expect(await last.of('prod', backup)).toBe(backup);
    expect(await last.of('prod', null)).toBeNull();
    expect(reads()).toBe(0);
  });

  it('is found behind a deletion, with one reading for each run that ended', async () => {
    const { last, reads } = lastBackupOf(backup);
    for (let times = 0; times < 3; times += 1)
      expect(await last.of('prod', run('deletion', 'd1'))).toBe(backup);
    expect(reads()).toBe(1);
    expect(await last.of('prod', run('restore', 'r1'))).toBe(backup);
    expect(reads()).toBe(2);
  });

  it('is none where none is on record', async () => {
    const { last } = lastBackupOf(null);
    expect(await last.of('prod', run('deletion', 'd1'))).toBeNull();
  });
});
