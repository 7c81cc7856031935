import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Backup } from '#contracts';
import { Api } from '../support/api.ts';
import { ClusterApi } from '../support/cluster-api.ts';
import { Operator } from '../support/operator.ts';
import { OwnBackups } from '../support/own-backups.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { isCall, World } from '../support/world.ts';

const RUNTIME = '/actuator/backupRuntime';
const directory = mkdtempSync(join(tmpdir(), 'holdfast-dumps-'));
const dumpOf = (id: number): string => join(directory, `${id}.dump`);
/** Slow enough to be interrupted; fails while a file says so. */
const DUMP = [
  `[ ! -f ${directory}/fail ] || { echo "disk full" >&2; exit 3; }`,
  `echo "$HOLDFAST_DATABASE $HOLDFAST_ACTION" >> ${directory}/$HOLDFAST_BACKUP_ID.begun`,
  `[ ! -f ${directory}/slow ] || sleep 4`,
  `echo "rows" > ${directory}/$HOLDFAST_BACKUP_ID.dump`,
  `echo "dumped as $HOLDFAST_BACKUP_ID.dump"`,
].join(' && ');
function flag(name: string, isUp: boolean): void {
  if (isUp) writeFileSync(join(directory, name), '');
  else rmSync(join(directory, name));
}

const operator = new Operator();
let api: Api;
let world: World;
beforeAll(async () => {
  world = await World.create(['a', 'b', 'c'], {
    shape: (name) => ({
      ...{ version: name === 'b' ? '8.10.9' : '8.9.21', secondaryStorage: 'rdbms' },
      ...(name === 'b' && { components: ['zeebe', 'optimize', 'elasticsearch'] }),
    }),
    cluster: (name, { zeebe, brokers, optimize, elasticsearch: url }) =>
      Promise.resolve({
        name,
        orchestration: { management: zeebe, brokers },
        database: {
          ...{ kind: 'postgresql', dump: name === 'c' ? 'no-such-dump --now' : DUMP },
          directory: join(directory, 'state'),
          deleteDump: `rm ${directory}/$HOLDFAST_BACKUP_ID.dump`,
          restore: `cat ${directory}/$HOLDFAST_BACKUP_ID.dump >> ${directory}/$HOLDFAST_CLUSTER.restored`,
        },
        ...(name === 'b' && {
          optimize: { management: optimize },
          records: { engine: 'elasticsearch', url, repository: 'camunda' },
        }),
      }),
    restore: (name, controlUrl) => operator.commands(name, controlUrl),
  });
  api = world.api;
}, 120_000);
afterAll(async () => {
  await world.close();
  operator.close();
  rmSync(directory, { recursive: true });
});

const apiOf = (name: string) => new ClusterApi(api, name);

const backupsOf = (name: string) => new OwnBackups(world.simulator.clusters[name]!.zeebe);
const own = (name: string) => backupsOf(name).take();
const zeebeIds = (name: string) => backupsOf(name).ids();

async function ended(name: string) {
  const { status, body } = await api.start(name);
  expect(status).toBe(202);
  return api.done(name, body.backupId);
}

describe('a cluster without a backup before the dump', () => {
  it('is not dumped', async () => {
    const run = await ended('a');
    expect(run).toMatchObject({ outcome: 'rejected' });
    expect(run.checks.filter(({ ok }) => !ok)).toMatchObject([
      {
        name: 'log-range',
        message: expect.stringContaining('has a backup yet'),
        remedy: expect.stringContaining('POST /actuator/backupRuntime'),
      },
    ]);
    expect(readdirSync(directory)).toEqual([]);
    expect(await zeebeIds('a')).toEqual([]);
  });
});

it('is not backed up with a command that cannot be run', async () => {
  await own('c');
  const before = await zeebeIds('c');
  const run = await ended('c');
  expect(run).toMatchObject({ outcome: 'rejected' });
  expect(run.checks.filter(({ ok }) => !ok)).toMatchObject([
    {
      ...{ name: 'database-commands', component: 'database' },
      message: 'clusters[].database.dump runs "no-such-dump", which is not there.',
    },
  ]);
  expect(await zeebeIds('c')).toEqual(before);
});

describe.each([
  ['a', '8.9 without Optimize', ['dump-database', 'backup-zeebe']],
  ['b', '8.10 with Optimize', ['dump-database', 'backup-optimize', 'backup-zeebe']],
])('a cluster on a relational database (%s: %s)', (name, _, steps) => {
  let backup: Backup;
  let first = 0;

  it('is dumped before Zeebe is backed up under an id of its own, and nothing is paused', async () => {
    first = await own(name);
    const mark = await world.mark(name);
    backup = await apiOf(name).backUp();
    const { run, set, backupId } = backup;
    expect(run?.steps.map((step) => [step.name, step.state])).toEqual(steps.map((step) => [step, 'done']));
    expect(set).toMatchObject({ state: 'complete', foreign: false, missing: [] });
    expect(readFileSync(dumpOf(backupId), 'utf8')).toBe('rows\n');
    const [dump, zeebe] = ['dump-database', 'backup-zeebe'].map((step) =>
      run?.steps.find((each) => each.name === step),
    );
    expect(dump?.lastAnswer).toContain(`dumped as ${backupId}.dump`);
    expect(Date.parse(dump?.finishedAt ?? '')).toBeLessThanOrEqual(Date.parse(zeebe?.startedAt ?? ''));
    const calls = (await world.effects(name, mark)).filter(isCall);
    expect(calls.filter(({ method, path }) => method === 'POST' && path === RUNTIME)).toHaveLength(1);
    expect(calls.filter(({ path }) => path.includes('exporting/pause'))).toEqual([]);
    expect(new Set(await world.phases(name))).toEqual(new Set(['EXPORTING']));
  });

  it('has a manifest with the id of Zeebe and the dump', async () => {
    const manifest = await apiOf(name).manifest(backup.backupId);
    const [latest] = (await zeebeIds(name)).toSorted((one, other) => other - one);
    expect(latest).toBeGreaterThan(first);
    expect(manifest.zeebe).toMatchObject({ backupId: latest, partitions: 2 });
    expect(Object.keys(manifest.zeebe.checkpoints)).toEqual(['1', '2']);
    expect(manifest.database).toMatchObject({
      kind: 'postgresql',
      message: expect.stringContaining(`dumped as ${backup.backupId}.dump`),
    });
  });

  it('is verified', async () => {
    const { ok, checks } = await apiOf(name).verify(backup.backupId);
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(checks.map((check) => check.name)).toContain('log-range');
    expect(ok).toBe(true);
  });

  it('does not show the backups that it takes by itself', async () => {
    await own(name);
    const { items } = await apiOf(name).list();
    const complete = items.filter(({ set }) => set !== null);
    expect(complete.map(({ backupId }) => backupId)).toEqual([backup.backupId]);
  });

  it('is well for the doctor', async () => {
    const { checks } = await api.read('doctor.examine', { query: { cluster: name } });
    const found = checks.filter(({ cluster, status }) => cluster === name && status !== 'ok');
    expect(found.map((each) => each.name)).toEqual(['schedules']);
  });

  it('takes no id of a caller', async () => {
    const { status, body } = await api.ask('backup.create', {
      params: { cluster: name },
      body: { backupId: backup.backupId + 1_000 },
    });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { field: 'backupId', message: expect.stringContaining('leave backupId out') },
    ]);
  });

  it('fails with what the command printed, before Zeebe is asked', async () => {
    flag('fail', true);
    const before = await zeebeIds(name);
    const run = await ended(name);
    flag('fail', false);
    expect(run).toMatchObject({
      outcome: 'failed',
      failure: { code: 'dump-failed', component: 'database' },
    });
    expect(run.failure?.message).toMatch(/exit code 3[^]*disk full[^]*take a new backup/);
    expect(await zeebeIds(name)).toEqual(before);
  });

  it('takes one backup of Zeebe although the answer is lost', async () => {
    const before = await zeebeIds(name);
    await world.fault(name, {
      ...{
        kind: 'reset',
        component: 'zeebe',
        method: 'POST',
        path: 'backupRuntime',
        when: 'after',
        times: 1,
      },
    });
    const { run } = await apiOf(name).backUp();
    expect(run?.steps.at(-1)).toMatchObject({ name: 'backup-zeebe', state: 'done', attempts: 1 });
    expect(await zeebeIds(name)).toHaveLength(before.length + 1);
  });

  it('does not complete a set around which the log cannot be restored', async () => {
    await world.fault(name, { kind: 'zeebePartitionFails', partitionId: 1, reason: 'no space', times: 1 });
    expect(await ended(name)).toMatchObject({ outcome: 'failed', failure: { code: 'backup-failed' } });
    await world.clearFaults(name);
    // The failed one divided the log, so the next backup begins a range after its own dump.
    expect(await ended(name)).toMatchObject({ outcome: 'failed', failure: { code: 'range-missing' } });
    expect(await ended(name)).toMatchObject({ outcome: 'completed' });
  });

  it('is dumped once although Holdfast is killed meanwhile', async () => {
    flag('slow', true);
    const { body } = await api.start(name);
    const begun = join(directory, `${body.backupId}.begun`);
    for (let tries = 0; tries < PATIENCE_SECONDS * 20 && !existsSync(begun); tries += 1) await sleep(50);
    await world.holdfast.stop('standalone', 'SIGKILL');
    api = new Api(await world.holdfast.start('standalone'));
    const run = await api.done(name, body.backupId);
    flag('slow', false);
    expect(run).toMatchObject({ outcome: 'completed' });
    expect(readFileSync(begun, 'utf8')).toBe('postgresql dump-database\n');
  });

  it('is restored: the database first, then every broker without an id', async () => {
    const mark = await world.mark(name);
    const { body: planned } = await apiOf(name).plan(backup.backupId);
    const { plan } = planned;
    expect(plan?.checks.filter((check) => !check.ok)).toEqual([]);
    expect(plan?.version).toBe(name === 'b' ? '8.10.9' : '8.9.21');
    expect(plan?.allowed).toEqual(name === 'b' ? ['optimize-*'] : []);
    expect(plan?.losses.join()).toContain('what the database holds');
    const restoreId = await apiOf(name).begun(backup.backupId);
    const { run } = await apiOf(name).ended(restoreId);
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
    expect(readFileSync(join(directory, `${name}.restored`), 'utf8')).toBe('rows\n');
    const actions = (await world.effects(name, mark)).map((effect) => JSON.stringify(effect));
    expect(actions.some((text) => text.includes('restore'))).toBe(true);
    expect(new Set(await world.phases(name))).toEqual(new Set(['EXPORTING']));
  });

  it('says how to continue when the database cannot be restored, and does', async () => {
    const { backupId } = await apiOf(name).backUp();
    const dump = dumpOf(backupId);
    rmSync(dump);
    const { run } = await apiOf(name).ended(await apiOf(name).begun(backupId));
    expect(run).toMatchObject({
      outcome: 'failed',
      failure: { code: 'restore-failed', component: 'database' },
    });
    expect(run?.failure?.message).toContain(`holdfast restore run ${name} ${backupId}`);
    writeFileSync(dump, 'rows again\n');
    const again = await apiOf(name).ended(await apiOf(name).begun(backupId));
    expect(again.run).toMatchObject({ outcome: 'completed', failure: null });
  });

  it('keeps the backup of Zeebe when the set is deleted, and the sets around it', async () => {
    const other = await apiOf(name).backUp();
    const before = await zeebeIds(name);
    const run = await apiOf(name).removed(backup.backupId);
    expect(run).toMatchObject({ outcome: 'completed', failure: null });
    expect(existsSync(dumpOf(backup.backupId))).toBe(false);
    expect(existsSync(dumpOf(other.backupId))).toBe(true);
    expect(await zeebeIds(name)).toEqual(before);
    const shown = await apiOf(name).untilBackup(backup.backupId, ({ set }) => set === null);
    expect(shown.deleted).toMatchObject({ deletionId: run.number });
    await expect(apiOf(name).verify(other.backupId)).resolves.toMatchObject({ ok: true });
  });
});
