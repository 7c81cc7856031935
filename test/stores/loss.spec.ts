import { describe, expect, it } from '@jest/globals';
import type { Run } from '#contracts';
import { contentsOf, countsOf } from '../support/elasticsearch-contents.ts';
import { restoreByHand } from '../support/restore-by-hand.ts';
import { StoresWorld } from '../support/stores-world.ts';
import { completeOne, lossSuite, loseEverything, type Proof } from '../support/suites/loss.suite.ts';
import { openWorkIn, partitionObjects } from '../support/zeebe-backups.ts';

let world: StoresWorld;
let contents: Awaited<ReturnType<typeof contentsOf>>;

async function look(): Promise<typeof contents> {
  await world.settled();
  return contentsOf(world.cluster.elasticsearch);
}

/** Every document of every index, and what Zeebe's backup consists of. */
const everything: Proof = {
  before: async () => {
    contents = await look();
    const counts = countsOf(contents);
    const sum = Object.values(counts).reduce((total, count) => total + count, 0);
    process.stdout.write(`\n${sum} documents in ${Object.keys(counts).length} indices\n`);
    expect(counts).toMatchObject({
      'operate-list-view-8.3.0_': 600,
      'tasklist-task-8.5.0_': 120,
      'optimize-process-instance-sim': 120,
    });
  },
  backedUp: async (_, { setId: backupId }: Run) => {
    const parts = await partitionObjects(world.s3, backupId);
    expect(parts.map(({ partitionId, state }) => [partitionId, state])).toEqual([
      [1, 'COMPLETED'],
      [2, 'COMPLETED'],
    ]);
    for (const part of parts) expect(part.objects).toEqual(['segments/records.jsonl', 'snapshot/state.json']);
    const work = parts.map(openWorkIn);
    const keys = work.flatMap(({ instanceKeys }) => instanceKeys);
    expect(keys).toHaveLength(120);
    // Zeebe's own state and the index of Tasklist name the same open jobs.
    const tasks = Object.keys(contents['tasklist-task-8.5.0_'] ?? {});
    expect(work.flatMap(({ jobKeys }) => jobKeys).sort()).toEqual(tasks.sort());
  },
  after: async () => {
    expect(await look()).toEqual(contents);
  },
};

lossSuite(
  async (instances) => {
    world = await StoresWorld.create(instances);
    return world;
  },
  everything,
  () => {
    describe('the same cluster, lost again', () => {
      it('is restored by hand with the same content, in its own time (printed, not asserted)', async () => {
        const before = await look();
        const { body } = await world.api.start(world.name);
        const backup = await world.api.done(world.name, body.backupId, 120);
        expect(backup.outcome).toBe('completed');
        await loseEverything(world);
        const seconds = await restoreByHand(world, backup.setId);
        process.stdout.write(`\nrestore by hand ${seconds.toFixed(1)} s\n`);
        expect(await look()).toEqual(before);
        await completeOne(world);
      }, 300_000);
    });
  },
);
