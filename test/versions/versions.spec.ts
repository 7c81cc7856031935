import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Backup, Run } from '#contracts';
import { WEB_APPS } from '#domain';
import { ClusterApi } from '../support/cluster-api.ts';
import { Operator } from '../support/operator.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { isCall, World } from '../support/world.ts';
import { CLUSTERS, type VersionedCluster } from './generations.ts';

const SECOND = 1_000;
const operator = new Operator();
const named = (name: string): VersionedCluster => CLUSTERS.find((each) => each.name === name)!;
let world: World;

beforeAll(async () => {
  world = await World.create(
    CLUSTERS.map(({ name }) => name),
    {
      shape: (name) => ({ ...named(name).shape, version: named(name).version }),
      rest: (name) => named(name).rest === true,
      more: (name) => named(name).config,
      restore: (name, controlUrl) => operator.commands(name, controlUrl),
    },
  );
}, 120 * SECOND);
afterAll(async () => {
  await world.close();
  operator.close();
});

/** Effects of a cluster that hold a text, in the order in which they happened. */
async function textsOf(name: string, mark: number): Promise<string[]> {
  return (await world.effects(name, mark)).map((effect) => JSON.stringify(effect));
}

/** What the leaders of all partitions show. */
async function phases(name: string): Promise<string[]> {
  const all = (await world.phases(name)) as (string | null)[];
  return [...new Set(all.filter((phase) => phase !== null))];
}

describe.each(CLUSTERS)(
  'Camunda $version ($name)',
  ({ name, stages, paused, asks, deletes, restores = [] }) => {
    const cluster = () => new ClusterApi(world.api, name);
    const store = () => new SimulatedStore(world, name);
    let backup: Backup;

    it('takes every part in its order, inside one pause', async () => {
      const mark = await world.mark(name);
      backup = await cluster().backUp();
      expect(backup.set).toMatchObject({ state: 'complete', foreign: false, missing: [] });
      expect(backup.run?.steps.map((step) => [step.name, step.state])).toEqual(
        stages.flat().map((step) => [step, 'done']),
      );
      const texts = await textsOf(name, mark);
      const asked = (await world.effects(name, mark)).filter(isCall);
      const ofZeebe = asked.filter(({ component }) => !WEB_APPS.some((app) => app === component));
      expect(ofZeebe.filter(({ method, path }) => method === 'POST' && path.startsWith(asks))).toHaveLength(
        1,
      );
      const first = (text: string): number => texts.findIndex((each) => each.includes(text));
      const last = (text: string): number => texts.findLastIndex((each) => each.includes(text));
      const pause = first('xporting/pause');
      const resume = last('xporting/resume');
      const records = first(`camunda_zeebe_records_backup_${backup.backupId}`);
      const zeebe = first('"partition-backup-started"');
      const zeebeEnd = last('"partition-backup-ended"');
      const parts = [first('"part-started"'), last('"part-ended"')];
      expect([pause, resume, records, zeebe, zeebeEnd, ...parts].every((at) => at >= 0)).toBe(true);
      const inOrder = stages[0]?.includes('pause-exporting')
        ? [pause, ...parts, records, zeebe, zeebeEnd, resume]
        : [...parts, pause, Math.min(records, zeebe), zeebeEnd, resume];
      expect(inOrder).toEqual([...inOrder].sort((one, other) => one - other));
      expect(await phases(name)).toEqual(['EXPORTING']);
      expect(texts.some((text) => text.includes(`"${paused}"`))).toBe(true);
    });

    it('verifies the set', async () => {
      const { ok, checks } = await cluster().verify(backup.backupId);
      expect(checks.filter((check) => !check.ok)).toEqual([]);
      expect(ok).toBe(true);
    });

    it('fails truthfully, and exporting runs again', async () => {
      await world.fault(name, { kind: 'zeebePartitionFails', partitionId: 1, reason: 'disk full', times: 1 });
      const { status, body } = await world.api.start(name);
      expect(status).toBe(202);
      const run: Run = await world.api.done(name, body.backupId);
      await world.clearFaults(name);
      expect(run).toMatchObject({ outcome: 'failed', exporting: 'running' });
      expect(run.failure).toMatchObject({ code: 'backup-failed', component: 'zeebe' });
      expect(await phases(name)).toEqual(['EXPORTING']);
    });

    it('restores the set after the cluster changed', async () => {
      const before = await store().documents();
      await store().write('zeebe-record_job_8.6.0', 5);
      const mark = await world.mark(name);
      const restoreId = await cluster().begun(backup.backupId);
      const { run } = await cluster().ended(restoreId);
      expect(run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
      const effects = await world.effects(name, mark);
      const asked = effects
        .filter(isCall)
        .filter((call) => call.performed && /v2\/(mode|restore)/.test(call.path));
      expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(restores);
      const wiped = effects.filter(
        (effect) => effect.kind === 'broker' && effect.detail['event'] === 'wiped',
      );
      expect(wiped.length === 0).toBe(restores.length > 0);
      expect((await store().documents())['zeebe-record_job_8.6.0']).toBe(before['zeebe-record_job_8.6.0']);
      expect(await phases(name)).toEqual(['EXPORTING']);
    });

    it('deletes a set, and nothing else', async () => {
      const other = await cluster().backUp();
      const others = await store().names(other.backupId);
      const run = await cluster().removed(backup.backupId, { force: 'true' });
      expect(run).toMatchObject({ outcome: 'completed', failure: null });
      expect(await store().names(backup.backupId)).toEqual([]);
      expect(await store().names(other.backupId)).toEqual(others);
      const calls = (await world.effects(name)).filter(isCall);
      const deleted = calls.some(
        ({ method, path }) => method === 'DELETE' && path.endsWith(`/${backup.backupId}`),
      );
      expect(deleted).toBe(deletes);
    });
  },
);

describe('all versions at once', () => {
  it('completes on every cluster but the one that fails', async () => {
    const failing = 'v8-8';
    await world.fault(failing, {
      kind: 'zeebePartitionFails',
      partitionId: 1,
      reason: 'disk full',
      times: 1,
    });
    const started = await Promise.all(CLUSTERS.map(({ name }) => world.api.start(name)));
    expect(started.map(({ status }) => status)).toEqual(CLUSTERS.map(() => 202));
    const runs = await Promise.all(
      CLUSTERS.map(({ name }, index) => world.api.done(name, started[index]!.body.backupId)),
    );
    await world.clearFaults(failing);
    const outcomes = Object.fromEntries(runs.map(({ cluster, outcome }) => [cluster, outcome]));
    expect(outcomes).toEqual(
      Object.fromEntries(CLUSTERS.map(({ name }) => [name, name === failing ? 'failed' : 'completed'])),
    );
    for (const { name } of CLUSTERS) expect(await phases(name)).toEqual(['EXPORTING']);
  });
});
