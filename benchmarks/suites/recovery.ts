import { ALL_APPS } from '../../test/support/holdfast.ts';
import type { Figure, Suite } from '../figures.ts';
import { Deployment } from '../recovery/deployment.ts';
import {
  killCoordinator,
  killRedis,
  killStandalone,
  killWorkers,
  WORKER_KILLS,
  type Recovered,
} from '../recovery/kills.ts';

const ROUNDS = 2;
const VERSIONS = { '8.6': '8.6.0', '8.8': '8.8.15' };

async function run(): Promise<Figure[]> {
  const versions = WORKER_KILLS.map(({ cluster, version }) => [cluster, VERSIONS[version]]);
  const clusters = Object.fromEntries(versions) as Record<string, string>;
  const figures = new Map<string, number[]>();
  const note = (how: string, recovered: Recovered): void => {
    for (const [what, seconds] of Object.entries(recovered)) {
      const name = `${how}: ${what}`;
      figures.set(name, [...(figures.get(name) ?? []), seconds]);
    }
  };
  const rounds = async (how: string, kill: () => Promise<Recovered>): Promise<void> => {
    for (let round = 0; round < ROUNDS; round += 1) note(how, await kill());
  };
  await withDeployment(await Deployment.create(clusters, ALL_APPS, 2), async (deployment) => {
    await rounds('two of each', () => killCoordinator(deployment, false));
    await rounds('two of each', () => killWorkers(deployment, false));
    await deployment.keepOne();
    await rounds('restarted at once', () => killCoordinator(deployment, true));
    await rounds('restarted at once', () => killWorkers(deployment, true));
    await rounds('restarted at once', () => killRedis(deployment));
  });
  await withDeployment(await Deployment.create(clusters, ['standalone'], 1), async (deployment) => {
    await rounds('restarted at once', () => killStandalone(deployment));
  });
  return [...figures].map(([what, values]) => ({ what, unit: 's', values }));
}

async function withDeployment(
  deployment: Deployment,
  work: (deployment: Deployment) => Promise<void>,
): Promise<void> {
  try {
    await work(deployment);
  } finally {
    await deployment.close();
  }
}

export const recoverySuite: Suite = {
  name: 'recovery',
  about: `Seconds from kill -9 until a client sees the next change of the journal that another process wrote, ${ROUNDS} times each, with the default leases and graces.`,
  run,
};
