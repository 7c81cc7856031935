import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/cluster-api.ts';
import { World } from '../support/world.ts';

/** Three brokers, two replicas of each partition: the gateway resumes nothing while one of them is down. */
let world: World;
beforeAll(async () => {
  world = await World.create(['a'], {
    shape: { zeebe: { brokers: 3, partitions: 3, replicationFactor: 2, gateway: 'standalone' } },
    pauseBudget: '8s',
  });
});
afterAll(() => world.close());
afterEach(async () => {
  await world.clearFaults('a');
  await world.patch('a', { elasticsearch: { snapshotDurationMs: 150 } });
});

const broker = (action: 'start' | 'stop', id: number) =>
  world.act('a', { action, component: `broker-${id}` });
const gateway = (action: 'start' | 'stop') => world.act('a', { action, component: 'gateway' });

/** Phases of the leaders on the brokers that answer. A follower shows none. */
async function leaders(): Promise<string[]> {
  const brokers = world.simulator.clusters['a']?.brokers ?? [];
  const answers = await Promise.all(
    brokers.map((url) =>
      fetch(`${url}/actuator/partitions`).then(
        async (response) => (await response.json()) as Record<string, { exporterPhase: string | null }>,
        () => ({}),
      ),
    ),
  );
  return answers
    .flatMap((answer) => Object.values(answer).map(({ exporterPhase }) => exporterPhase))
    .filter((phase) => phase !== null);
}

async function insidePause(snapshotMs: number): Promise<number> {
  await world.patch('a', { elasticsearch: { snapshotDurationMs: snapshotMs } });
  const { body } = await world.api.start('a');
  await world.api.until('a', body.backupId, ({ steps }) =>
    steps.some(({ name, attempts }) => name === 'snapshot-records' && attempts === 1),
  );
  expect(await leaders()).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED', 'SOFT_PAUSED']);
  return body.backupId;
}

async function allExport(): Promise<void> {
  await until(leaders, (phases) => phases.length === 3 && phases.every((phase) => phase === 'EXPORTING'));
}

async function nextCompletes(): Promise<void> {
  await world.patch('a', { elasticsearch: { snapshotDurationMs: 150 } });
  await world.untilQuiet('a');
  await until(
    async () => (await world.api.call<{ exporting: string }>('/api/v1/clusters/a/exporting')).body.exporting,
    (exporting) => exporting === 'running',
  );
  const { body } = await world.api.start('a');
  expect(await world.api.done('a', body.backupId)).toMatchObject({
    outcome: 'completed',
    exporting: 'running',
  });
}

describe('a broker that is lost inside the pause', () => {
  it('keeps no other partition paused; its own pause is lifted when it is back', async () => {
    const id = await insidePause(600_000);
    await broker('stop', 2);
    const run = await world.api.done('a', id);
    expect(run).toMatchObject({ outcome: 'failed', exporting: 'mixed', resumedAt: null });
    const journal = await world.api.journal('a', id);
    const left = journal.find(({ type }) => type === 'exporting-incomplete');
    expect(left?.message).toMatch(/exporting runs on partitions? .*; broker .* cannot be reached/);
    const { body } = await world.api.call<{ exporting: string; problem: string }>(
      '/api/v1/clusters/a/exporting',
    );
    expect(body).toMatchObject({ exporting: 'mixed', problem: expect.stringContaining('cannot be reached') });
    await broker('start', 2);
    await allExport();
    await nextCompletes();
  });

  it('also when it comes back during the pause', async () => {
    const id = await insidePause(600_000);
    await broker('stop', 1);
    await until(leaders, (phases) => phases.includes('EXPORTING'));
    await broker('start', 1);
    await world.api.done('a', id);
    await allExport();
    await nextCompletes();
  });
});

describe('a gateway that is lost inside the pause', () => {
  it('does not keep exporting paused: the brokers are asked one by one', async () => {
    const id = await insidePause(600_000);
    await gateway('stop');
    await allExport();
    await gateway('start');
    expect(await world.api.done('a', id)).toMatchObject({ outcome: 'failed', exporting: 'running' });
    await nextCompletes();
  });
});
