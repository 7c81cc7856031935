import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Answer, Call } from '../../http/call.ts';
import type { Route } from '../../http/router.ts';
import { bareError, compact, json, plainType } from '../../management/spring.answers.ts';
import { exporterIds } from '../8.8/exporters.routes.ts';
import type { ConfigurationMachine } from './configuration.machine.ts';
import type { Change } from './configuration.state.ts';

const path = '/actuator/cluster';

const time = (moment: number): string => new Date(moment).toISOString();

const viewChange = ({ id, status, startedAt, endedAt }: Change): object => ({
  id,
  status,
  startedAt: time(startedAt),
  ...(endedAt === null ? {} : { completedAt: time(endedAt) }),
});

const viewPending = (change: Change): object => ({ ...viewChange(change), completed: [], pending: [] });

/** The configuration of the cluster: unlike before, with the state of exporting and with the changes. */
function show({ context, tenants, config }: SimulatedCluster, configuration: ConfigurationMachine): Answer {
  const exporters = exporterIds(context).map((id) => ({ id, state: 'ENABLED' }));
  const partitionsOn = (broker: number) =>
    tenants.flatMap(({ id: tenant, context: { state } }) =>
      state.zeebe.replicas
        .filter((replica) => replica.broker === broker)
        .map(({ partitionId }) => ({
          ...(tenants.length > 1 ? { physicalTenantId: tenant } : {}),
          id: partitionId,
          state: configuration.modeOf(tenant) === 'RECOVERING' ? 'RECOVERING' : 'ACTIVE',
          priority: priorityOf(state.zeebe.replicas, partitionId, broker, config.zeebe.replicationFactor),
          config: { exporting: { state: configuration.phaseOf(tenant), exporters } },
        })),
    );
  const brokers = context.state.zeebe.brokers.map(({ id }) => ({
    ...{ id, state: 'ACTIVE', version: 0, lastUpdatedAt: '0000-01-01T00:00:00Z' },
    partitions: partitionsOn(id),
  }));
  const last = configuration.last();
  const pending = configuration.pending();
  return json(
    {
      version: 1 + configuration.state.lastId,
      brokers,
      ...(last === undefined ? {} : { lastChange: viewChange(last) }),
      ...(pending === undefined ? {} : { pendingChange: viewPending(pending) }),
    },
    plainType,
  );
}

function priorityOf(
  replicas: readonly { broker: number; partitionId: number }[],
  partitionId: number,
  broker: number,
  replicationFactor: number,
): number {
  const members = replicas.filter((replica) => replica.partitionId === partitionId);
  return replicationFactor - members.findIndex((member) => member.broker === broker);
}

function showChange(configuration: ConfigurationMachine, call: Call, id: string): Answer {
  const change = configuration.find(Number(id));
  return change === undefined ? bareError(call, 404, compact) : json(viewChange(change), plainType);
}

/** After a restore that was called off the cluster stays in recovery. */
function cancel(
  cluster: SimulatedCluster,
  configuration: ConfigurationMachine,
  call: Call,
  id: string,
): Answer {
  if (!configuration.cancel(Number(id))) return bareError(call, 404, compact);
  return { ...show(cluster, configuration), performed: true };
}

export const clusterRoutes = (cluster: SimulatedCluster, configuration: ConfigurationMachine): Route[] => [
  { method: 'GET', path, handle: () => show(cluster, configuration) },
  {
    method: 'GET',
    path: `${path}/changes/:id`,
    handle: (call, { id = '' }) => showChange(configuration, call, id),
  },
  {
    method: 'DELETE',
    path: `${path}/changes/:id`,
    handle: (call, { id = '' }) => cancel(cluster, configuration, call, id),
  },
];
