import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { PathProxy } from '../support/path-proxy.ts';
import { camundaConfig, World } from '../support/world.ts';

/** Three brokers that the configuration does not list: it has one address, with `{id}` in the place of the node id. */
let proxy: PathProxy;
let world: World;
beforeAll(async () => {
  proxy = await PathProxy.start();
  world = await World.create(['a', 'unified'], {
    shape: (name) => ({
      version: name === 'a' ? '8.6.0' : '8.8.15',
      zeebe: {
        ...{ brokers: 3, partitions: 3, replicationFactor: 2 },
        ...(name === 'a' && { gateway: 'standalone' as const }),
      },
    }),
    cluster: (name, urls) => {
      urls.brokers.forEach((url, id) => proxy.add(`/${name}-${id}`, url));
      const { zeebe, orchestration, ...apps } = camundaConfig(urls) as Record<string, object>;
      const byId = { brokers: `${proxy.url}/${name}-{id}`, brokerCount: 3 };
      return Promise.resolve({
        ...{ name, ...apps, pauseBudget: '8s' },
        ...(orchestration
          ? { orchestration: { ...orchestration, ...byId } }
          : { zeebe: { ...zeebe, ...byId } }),
        records: { engine: 'elasticsearch', url: urls.elasticsearch, repository: 'camunda' },
      });
    },
  });
});
afterAll(async () => {
  await world.close();
  await proxy.close();
});

/** Phases of the leaders on the brokers that answer. */
async function leaders(name: string): Promise<(string | null)[]> {
  const brokers = world.simulator.clusters[name]?.brokers ?? [];
  const answers = await Promise.all(
    brokers.map((url) =>
      fetch(`${url}/actuator/partitions`).then(
        async (response) => (await response.json()) as Record<string, { exporterPhase: string | null }>,
        () => ({}),
      ),
    ),
  );
  const phases = answers.flatMap((answer) => Object.values(answer).map(({ exporterPhase }) => exporterPhase));
  return phases.filter((phase) => phase !== null);
}

describe.each(['a', 'unified'])('brokers by their node ids (%s)', (name) => {
  it('are found, and shown to be paused and resumed', async () => {
    const { run, set } = await new ClusterApi(world.api, name).backUp();
    expect(set).toMatchObject({ state: 'complete', missing: [] });
    expect(run?.checks.find(({ name: check }) => check === 'zeebe-topology')).toMatchObject({
      ok: true,
      message: '3 partitions on 3 brokers, each with a leader',
    });
    expect(await leaders(name)).toEqual(['EXPORTING', 'EXPORTING', 'EXPORTING']);
  });

  it('are resumed one by one by a program that never saw the cluster, while its gateway is down', async () => {
    await world.act(name, { action: 'pauseExporting', soft: true });
    expect(await leaders(name)).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED', 'SOFT_PAUSED']);
    const down = name === 'a' ? 'gateway' : 'broker-0';
    await world.act(name, { action: 'stop', component: down });
    await world.command(['dist/apps/cli/src/main.js', 'exporting', 'ensure-running', name]);
    await until(
      () => leaders(name),
      (phases) => phases.length > 0 && phases.every((phase) => phase === 'EXPORTING'),
    );
    await world.act(name, { action: 'start', component: down });
    await until(
      () => leaders(name),
      (phases) => phases.length === 3 && phases.every((phase) => phase === 'EXPORTING'),
    );
  });
});
