import { z } from 'zod';
import type { CallOptions } from '#http';
import { MASTER_TIMEOUT } from '../../engine/master-timeout.ts';
import type { Asker } from '../../engine/asker.ts';

const RUNNING = z.looseObject({ snapshots: z.array(z.looseObject({ snapshot: z.string() })).optional() });

/** By `_status`, which without a name tells of what runs: `_current` knows no question about all repositories. */
export async function running(
  connection: Asker,
  repository: string | null,
  call?: CallOptions,
): Promise<string[]> {
  const action = {
    doing: 'list the snapshots it is taking',
    ...(repository !== null && { repository }),
  };
  const { snapshots = [] } = await connection.request(
    action,
    {
      method: 'GET',
      path: ['_snapshot', ...(repository === null ? [] : [repository]), '_status'],
      query: { filter_path: ['snapshots.snapshot'], master_timeout: MASTER_TIMEOUT },
      shape: RUNNING,
    },
    call,
  );
  return snapshots.map((each) => each.snapshot);
}
