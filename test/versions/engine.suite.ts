import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Backup } from '#contracts';
import type { EngineName } from '#search';
import { ClusterApi } from '../support/cluster-api.ts';
import { camundaIndices } from '../support/elasticsearch-contents.ts';
import { ask, type TestElasticsearch } from '../support/elasticsearch.ts';
import { openWorkIn, partitionObjects } from '../support/zeebe-backups.ts';
import { EngineWorld, snapshotsIn } from './engine-world.ts';
import { CLUSTERS } from './generations.ts';

const SECOND = 1_000;
const INSTANCES = 12;
const LATER = 4;

/** Snapshots of a set: of Optimize and of the records, and of Operate and Tasklist together or of each. */
const snapshotsOf = (stages: string[][]): number =>
  2 + 1 + (stages.flat().includes('backup-webapps') ? 6 : 6 + 6);

/** For the table at the end of the lane: scripts/lib/versions-table.mjs. */
async function report(engine: EngineName, server: TestElasticsearch): Promise<void> {
  const file = process.env['HOLDFAST_VERSIONS_REPORT'];
  const { version } = await ask<{ version: { number: string } }>(server, 'GET', '/');
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ engine, version: version.number })}\n`);
}

/**
 * Every generation on one real engine, one after the other: each has a repository of its own there, and a bucket. What is
 * lost and what came back is read from the engine, from the bucket and from the brokers.
 */
export function engineSuite(engine: EngineName, provide: () => Promise<TestElasticsearch>): void {
  let server: TestElasticsearch;
  beforeAll(async () => {
    server = await provide();
    await report(engine, server);
  }, 300 * SECOND);
  afterAll(() => server.stop(), 120 * SECOND);

  describe.each(CLUSTERS)(`Camunda $version ($name) on a real ${engine}`, (tried) => {
    const { name, stages, deletes } = tried;
    let real: EngineWorld;
    let backup: Backup;
    let contents: Awaited<ReturnType<EngineWorld['contents']>>;
    let instances: string[];
    const cluster = () => new ClusterApi(real.world.api, name);
    const own = async (id: number): Promise<string[]> =>
      ((await snapshotsIn(server))[real.repository] ?? []).filter((text) => text.includes(String(id)));
    const objectsOf = async (id: number): Promise<string[]> =>
      (await real.s3.keys()).filter((key) => key.split('/')[1] === String(id));

    beforeAll(async () => {
      real = await EngineWorld.create(tried, engine, server);
      await real.work(INSTANCES);
      contents = await real.contents();
      instances = real.openInstances();
    }, 300 * SECOND);
    afterAll(() => real.close(), 120 * SECOND);

    it(
      'takes a backup, whose parts are in the engine and in the bucket',
      async () => {
        expect(instances).toHaveLength(INSTANCES);
        const documents = (prefix: string): number =>
          Object.entries(contents)
            .filter(([index]) => index.startsWith(prefix))
            .reduce((sum, [, found]) => sum + Object.keys(found).length, 0);
        expect([documents('tasklist-task-'), documents('optimize-process-instance-')]).toEqual([
          INSTANCES,
          INSTANCES,
        ]);
        backup = await cluster().backUp();
        expect(backup.set).toMatchObject({ state: 'complete', foreign: false, missing: [] });
        expect(backup.run?.steps.map((step) => [step.name, step.state])).toEqual(
          stages.flat().map((step) => [step, 'done']),
        );
        const taken = await own(backup.backupId);
        expect(taken).toHaveLength(snapshotsOf(stages));
        expect(taken.filter((text) => !text.endsWith(' SUCCESS'))).toEqual([]);
        const parts = await partitionObjects(real.s3, backup.backupId);
        expect(parts.map(({ partitionId, state }) => [partitionId, state])).toEqual([
          [1, 'COMPLETED'],
          [2, 'COMPLETED'],
        ]);
        expect(parts.flatMap((part) => openWorkIn(part).instanceKeys).sort()).toEqual(instances);
        expect(await real.world.phases(name)).toEqual(['EXPORTING', 'EXPORTING']);
      },
      300 * SECOND,
    );

    it(
      'verifies the set',
      async () => {
        const { ok, checks } = await cluster().verify(backup.backupId);
        expect(checks.filter((check) => !check.ok)).toEqual([]);
        expect(ok).toBe(true);
      },
      120 * SECOND,
    );

    it(
      'fails truthfully, and exports again',
      async () => {
        const { world } = real;
        await world.fault(name, {
          kind: 'zeebePartitionFails',
          partitionId: 1,
          reason: 'disk full',
          times: 1,
        });
        const { status, body } = await world.api.start(name);
        expect(status).toBe(202);
        const run = await world.api.done(name, body.backupId);
        await world.clearFaults(name);
        expect(run).toMatchObject({ outcome: 'failed', exporting: 'running' });
        expect(run.failure).toMatchObject({ code: 'backup-failed', component: 'zeebe' });
        expect(await world.phases(name)).toEqual(['EXPORTING', 'EXPORTING']);
        await real.work(LATER);
        const listed = Object.entries(await real.contents())
          .filter(([index]) => index.startsWith('operate-list-view-'))
          .flatMap(([, documents]) => Object.keys(documents));
        expect(real.openInstances()).toHaveLength(INSTANCES + LATER);
        expect(real.openInstances().filter((key) => !listed.includes(key))).toEqual([]);
      },
      300 * SECOND,
    );

    it(
      'restores the set after everything was lost',
      async () => {
        await real.loseEverything();
        expect(await camundaIndices(server.url)).toEqual([]);
        expect(real.openInstances()).toEqual([]);
        const { plan } = await cluster().planned(backup.backupId);
        // A restore by the cluster itself needs one that runs.
        if (plan.checks.map(({ name: check }) => String(check)).includes('cluster-running'))
          await real.startEmpty();
        const restoreId = await cluster().begun(backup.backupId);
        const { run } = await cluster().ended(restoreId, 300);
        expect(run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
        await real.settled();
        expect(await real.contents()).toEqual(contents);
        expect(real.openInstances()).toEqual(instances);
        expect(await real.world.phases(name)).toEqual(['EXPORTING', 'EXPORTING']);
      },
      480 * SECOND,
    );

    it(
      'deletes a set from engine and bucket, and nothing else',
      async () => {
        const other = await cluster().backUp();
        const before = await snapshotsIn(server);
        const objects = await objectsOf(other.backupId);
        const run = await cluster().removed(backup.backupId, { force: 'true' });
        expect(run).toMatchObject({ outcome: 'completed', failure: null });
        expect(await own(backup.backupId)).toEqual([]);
        expect(await own(other.backupId)).toHaveLength(snapshotsOf(stages));
        const kept = (before[real.repository] ?? []).filter(
          (text) => !text.includes(String(backup.backupId)),
        );
        // Also what the other versions have in repositories of their own.
        expect(await snapshotsIn(server)).toEqual({ ...before, [real.repository]: kept });
        expect((await objectsOf(backup.backupId)).length === 0).toBe(deletes);
        expect(await objectsOf(other.backupId)).toEqual(objects);
      },
      300 * SECOND,
    );
  });
}
