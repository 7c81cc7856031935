import { json } from './real-cluster.ts';
import type { StoresWorld } from './stores-world.ts';

/**
 * The vendor's steps one after the other, as a person would take them with curl; the cluster is stopped, and its broker
 * data and indices are gone. @returns how long it took (s)
 */
export async function restoreByHand(world: StoresWorld, backupId: number): Promise<number> {
  const { elasticsearch, repository } = world.cluster;
  const startedAt = performance.now();
  const { snapshots } = await json<{ snapshots: { snapshot: string }[] }>(
    `${elasticsearch}/_snapshot/${repository}/camunda_*_${backupId}*`,
  );
  for (const { snapshot } of snapshots)
    await json(`${elasticsearch}/_snapshot/${repository}/${snapshot}/_restore?wait_for_completion=true`, {
      method: 'POST',
    });
  await world.act({ action: 'restoreBroker', broker: 0, backupId });
  await world.act({ action: 'startCamunda', durationMs: 0 });
  return (performance.now() - startedAt) / 1000;
}
