import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Answer, Call } from '../../http/call.ts';
import type { Route } from '../../http/router.ts';
import { actuatorType, bareError, compact, json } from '../../management/spring.answers.ts';
import { message } from '../../zeebe/backup-calls.ts';
import { partitionsBody } from '../../zeebe/broker.routes.ts';
import type { ExporterPhase } from '../../zeebe/zeebe.state.ts';
import { tenantsOf, unknownTenant } from './tenant-scope.ts';

const phases: Readonly<Record<string, ExporterPhase>> = {
  pauseExporting: 'PAUSED',
  softPauseExporting: 'SOFT_PAUSED',
  resumeExporting: 'EXPORTING',
};

/** Flat with one physical tenant, and by tenant with several. */
function partitions(cluster: SimulatedCluster, broker: number, call: Call): Answer {
  const targets = tenantsOf(cluster, call);
  if (targets === 'unknown') return message(400, unknownTenant(call));
  if (cluster.tenants.length === 1) return json(partitionsBody(cluster.zeebe, broker), actuatorType);
  const body = targets.map(({ id, zeebe }) => [id, partitionsBody(zeebe, broker)] as const);
  return json(Object.fromEntries(body), actuatorType);
}

/** A broker does not let its exporters be paused or resumed on their own, since the configuration says what they do. */
function operate(cluster: SimulatedCluster, broker: number, call: Call, operation: string): Answer {
  const phase = phases[operation];
  if (phase === undefined) return bareError(call, 400, compact);
  if (!cluster.state.settings.zeebe.brokerExporting) {
    return message(
      400,
      `Operation ${operation} is not supported on a single broker; exporting is controlled by the cluster configuration.`,
    );
  }
  const targets = tenantsOf(cluster, call);
  if (targets === 'unknown') return message(400, unknownTenant(call));
  for (const { zeebe } of targets) zeebe.exporting.changeOnBroker(phase, broker);
  return { ...partitions(cluster, broker, call), performed: true };
}

export const tenantPartitionsRoutes = (cluster: SimulatedCluster, broker: number): Route[] => [
  { method: 'GET', path: '/actuator/partitions', handle: (call) => partitions(cluster, broker, call) },
  {
    method: 'POST',
    path: '/actuator/partitions/:operation',
    handle: (call, { operation = '' }) => operate(cluster, broker, call, operation),
  },
];
