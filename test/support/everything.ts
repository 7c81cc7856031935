import { expect } from '@jest/globals';
import type { Run } from '#contracts';
import { contentsOf, countsOf } from './elasticsearch-contents.ts';
import type { StoresWorld } from './stores-world.ts';
import type { Proof } from './suites/loss.suite.ts';
import { openWorkIn, partitionObjects } from './zeebe-backups.ts';

type Contents = Awaited<ReturnType<typeof contentsOf>>;

/** All documents of a world, once everything is exported and imported. */
export async function lookAt(world: StoresWorld): Promise<Contents> {
  await world.settled();
  return contentsOf(world.cluster.elasticsearch);
}

/** Every document of every index, and what Zeebe's backup consists of. */
export function everythingIn(world: () => StoresWorld): Proof {
  let contents: Contents;
  return {
    before: async () => {
      contents = await lookAt(world());
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
      const parts = await partitionObjects(world().s3, backupId);
      expect(parts.map(({ partitionId, state }) => [partitionId, state])).toEqual([
        [1, 'COMPLETED'],
        [2, 'COMPLETED'],
      ]);
      for (const part of parts)
        expect(part.objects).toEqual(['segments/records.jsonl', 'snapshot/state.json']);
      const work = parts.map(openWorkIn);
      const keys = work.flatMap(({ instanceKeys }) => instanceKeys);
      expect(keys).toHaveLength(120);
      // Zeebe's own state and the index of Tasklist name the same open jobs.
      const tasks = Object.keys(contents['tasklist-task-8.5.0_'] ?? {});
      expect(work.flatMap(({ jobKeys }) => jobKeys).sort()).toEqual(tasks.sort());
    },
    after: async () => {
      expect(await lookAt(world())).toEqual(contents);
    },
  };
}
