import { ClusterApi } from './cluster-api.ts';
import { DashboardWorld } from './dashboard-world.ts';
import type { TestToken } from './tokens.ts';

const TEAMS = ['payments', 'claims', 'lending', 'onboarding', 'logistics'];
const STAGES = ['prod', 'stage', 'test'];
const SMALL = { zeebe: { brokers: 1, partitions: 3, replicationFactor: 1 } };
/** Places of clusters of which something is to be seen. */
const WAITING = 7;
const FAILING = [4, 13];
const RUNNING = [3, 5];

interface Fleet {
  dashboard: DashboardWorld;
  /** Names of all clusters. */
  names: readonly string[];
}

/**
 * Many clusters for a picture: most are in order, one waits for a person, some failed, some have an active backup.
 * @param person who looks on
 */
export async function fleetScene(count: number, person: TestToken): Promise<Fleet> {
  const labelsOf = (index: number) => ({
    team: TEAMS[index % TEAMS.length] ?? '',
    stage: STAGES[index % STAGES.length] ?? '',
  });
  const names = Array.from({ length: count }, (_, index) => {
    const { team, stage } = labelsOf(index);
    return `${team}-${stage}-${String(index).padStart(2, '0')}`;
  });
  const dashboard = await DashboardWorld.create(names, {
    shape: SMALL,
    config: { access: { tokens: [person.entry], rateLimit: { requestsPerMinute: 100_000 } } },
    restore: (name) => (names.indexOf(name) === WAITING ? { control: 'manual' } : null),
    more: (name) => {
      const index = names.indexOf(name);
      const nightly = { name: 'nightly', cron: '0 3 * * *', timezone: 'Europe/Berlin' };
      return {
        labels: labelsOf(index),
        objective: index % 3 === 2 ? 'none' : '26h',
        ...(index % 3 !== 2 && { schedules: [nightly] }),
      };
    },
  });
  await actsOf({ dashboard, names }, person);
  return { dashboard, names };
}

async function actsOf({ dashboard: { world }, names }: Fleet, person: TestToken): Promise<void> {
  const api = world.api.as(person.token);
  const apis = names.map((name) => new ClusterApi(api, name));
  const reason = 'Failed to upload snapshot: no space left on device';
  const failing = FAILING.flatMap((index) => names[index] ?? []);
  for (const name of failing)
    await world.fault(name, { kind: 'zeebePartitionFails', partitionId: 1, reason });
  await Promise.all(
    names.map(async (name) => {
      const { backupId } = (await api.start(name)).body;
      await api.done(name, backupId);
    }),
  );
  const hand = apis[WAITING];
  const set = (await hand?.list())?.items[0];
  if (hand && set) {
    const begun = await hand.begun(set.backupId);
    await hand.untilRestore(begun, ({ waitingFor }) => waitingFor !== null);
  }
  for (const name of RUNNING.flatMap((index) => names[index] ?? [])) {
    await world.patch(name, { operate: { partDurationMs: 30_000 } });
    await api.start(name);
  }
}
