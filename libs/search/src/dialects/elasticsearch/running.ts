import type { CallOptions } from '#http';
import { MASTER_TIMEOUT } from '../../engine/master-timeout.ts';
import type { Asker } from '../../engine/asker.ts';
import { SNAPSHOTS } from '../../engine/shapes.ts';

/** As the dialect says. */
export async function running(
  connection: Asker,
  repository: string | null,
  call?: CallOptions,
): Promise<string[]> {
  const where = repository ?? '_all';
  const action = { doing: 'list the snapshots it is taking', repository: where };
  const { snapshots } = await connection.request(
    action,
    {
      ...{ method: 'GET', path: ['_snapshot', where, '_current'], shape: SNAPSHOTS },
      query: { master_timeout: MASTER_TIMEOUT },
    },
    call,
  );
  return snapshots.map((each) => each.snapshot);
}
