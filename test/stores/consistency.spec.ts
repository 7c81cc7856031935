import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { backUpByHand } from '../support/by-hand.ts';
import { contentsOf } from '../support/elasticsearch-contents.ts';
import { json } from '../support/real-cluster.ts';
import { restoreByHand } from '../support/restore-by-hand.ts';
import { StoresWorld } from '../support/stores-world.ts';
import { loseEverything } from '../support/suites/loss.suite.ts';
import { openWorkIn, partitionObjects } from '../support/zeebe-backups.ts';

/**
 * Whether these stores would show it if a backup were taken wrongly. A set that was taken without a pause, with work
 * between the records snapshot and Zeebe's backup, comes back with instances in Zeebe that no index knows.
 */
const INSTANCES = 20;
const MEANWHILE = 10;

let world: StoresWorld;
beforeAll(async () => {
  world = await StoresWorld.create(INSTANCES);
}, 300_000);
afterAll(() => world.close(), 60_000);

/** Keys of all process instances that the index of Operate has. */
async function instancesInOperate(): Promise<string[]> {
  const contents = await contentsOf(world.cluster.elasticsearch);
  return Object.values(contents['operate-list-view-8.3.0_'] ?? {})
    .filter(({ joinRelation }) => (joinRelation as { name: string }).name === 'processInstance')
    .map(({ key }) => String(key))
    .sort();
}

/** Keys of all process instances that Zeebe's backup has. */
async function instancesInZeebe(backupId: number): Promise<string[]> {
  const parts = await partitionObjects(world.s3, backupId);
  return parts.flatMap((part) => openWorkIn(part).instanceKeys).sort();
}

/** The vendor's steps, with work between the last two. */
async function backUpWhileWorking(backupId: number, pause: boolean): Promise<void> {
  await backUpByHand(world.cluster, world.optimize, backupId, {
    pause,
    beforeZeebe: async () => {
      await world.start(MEANWHILE);
      // Long enough for the exporter to write it, and without a pause to acknowledge it.
      await world.exported();
    },
  });
}

async function restore(backupId: number): Promise<void> {
  await loseEverything(world);
  await restoreByHand(world, backupId);
  await world.settled();
}

describe('a set of a cluster that continues to work during the backup', () => {
  it('that was taken with a pause is restored whole: records that the snapshot lacks are exported again', async () => {
    await backUpWhileWorking(1_000, true);
    const zeebe = await instancesInZeebe(1_000);
    expect(zeebe).toHaveLength(INSTANCES + MEANWHILE);
    await restore(1_000);
    expect(await instancesInOperate()).toEqual(zeebe);
  }, 240_000);

  it('that was taken without a pause loses records permanently, and the stores show it', async () => {
    await backUpWhileWorking(2_000, false);
    const zeebe = await instancesInZeebe(2_000);
    expect(zeebe).toHaveLength(INSTANCES + 2 * MEANWHILE);
    await restore(2_000);
    const operate = await instancesInOperate();
    expect(operate).toHaveLength(INSTANCES + MEANWHILE);
    expect(zeebe.filter((key) => !operate.includes(key))).toHaveLength(MEANWHILE);
  }, 240_000);
});

describe('the backups in the S3 store', () => {
  const backup = async (id: number) => {
    const response = await fetch(`${world.cluster.zeebe}/actuator/backups/${id}`);
    return { status: response.status, body: (await response.json()) as { state?: string; message?: string } };
  };

  it('are those that Zeebe lists, and are gone when Zeebe deletes one', async () => {
    const listed = await json<{ backupId: number }[]>(`${world.cluster.zeebe}/actuator/backups`);
    expect(listed.map(({ backupId }) => backupId).sort()).toEqual([1_000, 2_000]);
    const answer = await fetch(`${world.cluster.zeebe}/actuator/backups/1000`, { method: 'DELETE' });
    expect(answer.status).toBe(204);
    expect((await backup(1_000)).status).toBe(404);
    expect((await world.s3.keys()).filter((key) => key.split('/')[1] === '1000')).toEqual([]);
  });

  it('are incomplete when the store loses a partition, and then cannot be restored', async () => {
    await world.s3.delete(await world.s3.keys('2/2000/'));
    expect((await backup(2_000)).body.state).toBe('INCOMPLETE');
    await world.loseCamunda();
    await expect(world.act({ action: 'restoreBroker', broker: 0, backupId: 2_000 })).rejects.toThrow(
      'Could not find a completed backup with id 2000.',
    );
  });

  it('are not restored when an object is damaged, and the broker stays empty', async () => {
    await world.act({ action: 'startCamunda', durationMs: 0 });
    await world.start(2);
    await backUpByHand(world.cluster, world.optimize, 3_000);
    const [key = ''] = await world.s3.keys('1/3000/0/snapshot/');
    await world.s3.put(key, '{"damaged": true}');
    await world.loseCamunda();
    await expect(world.act({ action: 'restoreBroker', broker: 0, backupId: 3_000 })).rejects.toThrow(
      'The restore of broker-0 from backup 3000 failed.',
    );
    // A restore begins with an empty directory only.
    await expect(world.act({ action: 'restoreBroker', broker: 0, backupId: 3_000 })).rejects.toThrow(
      /failed/,
    );
  }, 120_000);
});
