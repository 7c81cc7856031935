import { describe, expect, it } from '@jest/globals';
import type { ClusterConfig } from '#config';
import { judgePrivileges } from './privilege-checks.ts';

const about = { cluster: 'a', name: 'records-privileges', component: 'records' };
const configured = { retention: {}, restore: {} } as unknown as Pick<ClusterConfig, 'retention' | 'restore'>;
const nothing = { retention: undefined, restore: undefined };
const judge = (cluster: typeof configured, ...actions: string[]) =>
  judgePrivileges(about, cluster, { user: 'night', actions });

const DELETE = 'cluster:admin/snapshot/delete';
const RESTORE = 'cluster:admin/snapshot/restore';

describe('what the doctor says of privileges', () => {
  it('is fine when none is missing', () => {
    expect(judge(configured)).toMatchObject({ status: 'ok', remedy: null });
  });

  it.each([
    ['no snapshot can be taken', ['cluster:admin/snapshot/create'], 'critical', 'backup'],
    ['retention could not delete', [DELETE], 'warning', 'retention'],
    ['a restore could not be run', [RESTORE, 'indices:admin/delete'], 'warning', 'restore'],
    ['neither could be', [DELETE, RESTORE], 'warning', 'restore'],
    ['nothing could be', ['cluster:admin/snapshot/create', DELETE, RESTORE], 'critical', 'restore'],
    ['the patterns are not those of the role', ['indices:data/read/search'], 'warning', 'backup'],
  ])('names the least role that is enough where %s', (_, actions, status, role) => {
    expect(judge(configured, ...actions)).toMatchObject({
      status,
      message: expect.stringContaining(`"night" may not do ${actions.join(', ')}`),
      remedy: expect.stringContaining(`elasticsearch-${role}.json`),
    });
  });

  it('is no warning where nothing asks for it', () => {
    expect(judge(nothing, DELETE, RESTORE)).toMatchObject({
      status: 'ok',
      message: expect.stringContaining('delete, restore would fail'),
    });
    expect(judge(nothing, 'cluster:admin/snapshot/create', DELETE)).toMatchObject({
      status: 'critical',
      remedy: expect.stringContaining('elasticsearch-backup.json'),
    });
  });
});
