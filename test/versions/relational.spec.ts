import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Backup } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { Operator } from '../support/operator.ts';
import { OwnBackups } from '../support/own-backups.ts';
import { World } from '../support/world.ts';

const CLUSTERS = [
  { name: 'v8-9', version: '8.9.21' },
  { name: 'v8-10', version: '8.10.9' },
] as const;
const directory = mkdtempSync(join(tmpdir(), 'holdfast-database-'));
/** The database of a cluster is a file here, and its dumps are copies of it. */
const databaseOf = (name: string): string => join(directory, name);
const DATABASE = `${directory}/$HOLDFAST_CLUSTER`;
const DUMP = `${DATABASE}.$HOLDFAST_BACKUP_ID.dump`;
const operator = new Operator();
let world: World;

beforeAll(async () => {
  world = await World.create(
    CLUSTERS.map(({ name }) => name),
    {
      shape: (name) => ({
        version: CLUSTERS.find((each) => each.name === name)!.version,
        secondaryStorage: 'rdbms',
      }),
      cluster: (name, { zeebe, brokers }) =>
        Promise.resolve({
          name,
          orchestration: { management: zeebe, brokers },
          database: {
            kind: 'postgresql',
            dump: `cp ${DATABASE} ${DUMP}`,
            restore: `cp ${DUMP} ${DATABASE}`,
            deleteDump: `rm -f ${DUMP}`,
            directory: join(directory, 'state'),
          },
        }),
      restore: (name, controlUrl) => operator.commands(name, controlUrl),
    },
  );
  // What the schedule of such a cluster does before its first dump.
  for (const { name } of CLUSTERS) {
    writeFileSync(databaseOf(name), 'rows\n');
    await new OwnBackups(world.simulator.clusters[name]!.zeebe).take();
  }
}, 120_000);
afterAll(async () => {
  await world.close();
  operator.close();
  rmSync(directory, { recursive: true });
});

const phases = async (name: string) => [...new Set(await world.phases(name))];

describe.each(CLUSTERS)('Camunda $version ($name) on a relational database', ({ name }) => {
  const cluster = () => new ClusterApi(world.api, name);
  const dumpOf = (id: number): string => `${databaseOf(name)}.${id}.dump`;
  let backup: Backup;

  it('takes the dump, then Zeebe under an id of the cluster, and pauses nothing', async () => {
    const mark = await world.mark(name);
    backup = await cluster().backUp();
    expect(backup.set).toMatchObject({ state: 'complete', missing: [] });
    expect(backup.run?.steps.map((step) => [step.name, step.state])).toEqual([
      ['dump-database', 'done'],
      ['backup-zeebe', 'done'],
    ]);
    expect(readFileSync(dumpOf(backup.backupId), 'utf8')).toBe('rows\n');
    const texts = (await world.effects(name, mark)).map((effect) => JSON.stringify(effect));
    expect(texts.filter((text) => text.includes('exporting/pause'))).toEqual([]);
  });

  it('verifies the set', async () => {
    expect(await cluster().verify(backup.backupId)).toMatchObject({ ok: true });
  });

  it('fails truthfully, and exporting never stopped', async () => {
    await world.fault(name, { kind: 'zeebePartitionFails', partitionId: 1, reason: 'disk full', times: 1 });
    const { body } = await world.api.start(name);
    const run = await world.api.done(name, body.backupId);
    await world.clearFaults(name);
    expect(run).toMatchObject({ outcome: 'failed', failure: { code: 'backup-failed', component: 'zeebe' } });
    expect(await phases(name)).toEqual(['EXPORTING']);
  });

  it('restores the set after the database changed', async () => {
    writeFileSync(databaseOf(name), 'other rows\n');
    const { run } = await cluster().ended(await cluster().begun(backup.backupId));
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
    expect(readFileSync(databaseOf(name), 'utf8')).toBe('rows\n');
    expect(await phases(name)).toEqual(['EXPORTING']);
  });

  it('deletes the dump of a set, and no other', async () => {
    // The backup that failed divided the log of the cluster: the next one of its own begins a range.
    await new OwnBackups(world.simulator.clusters[name]!.zeebe).take();
    const other = await cluster().backUp();
    const run = await cluster().removed(backup.backupId, { force: 'true' });
    expect(run).toMatchObject({ outcome: 'completed', failure: null });
    expect([existsSync(dumpOf(backup.backupId)), existsSync(dumpOf(other.backupId))]).toEqual([false, true]);
  });
});
