import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import type { ActuatorLinks } from '../management/actuator.links.ts';
import { actuatorLinks, buildInfo } from '../management/actuator.links.ts';
import { health } from '../management/health.answers.ts';
import { actuatorType, bareError, compact, json } from '../management/spring.answers.ts';
import type { ZeebeComponent } from './zeebe.component.ts';
import type { Replica } from './zeebe.state.ts';

/** How long a broker without partitions takes to say that it has none. */
const brickedAnswerDelay = 5_000;

/** On a follower only the role and the snapshot are known. */
function replicaStatus({ cluster, partitions }: ZeebeComponent, replica: Replica): object {
  const partition = partitions.partition(replica.partitionId);
  const leads = partition?.leader === replica.broker;
  const snapshotId = partition?.snapshotId ?? null;
  const inSnapshot = snapshotId === null ? null : Number(snapshotId.split('-')[2]);
  const clock = {
    instant: new Date(cluster.now()).toISOString(),
    modificationType: 'None',
    modification: {},
  };
  return {
    role: leads ? 'LEADER' : 'FOLLOWER',
    processedPosition: leads ? partition.processedPosition : null,
    snapshotId,
    processedPositionInSnapshot: leads ? inSnapshot : null,
    streamProcessorPhase: leads ? 'PROCESSING' : null,
    exporterPhase: leads ? replica.phase : null,
    exportedPosition: leads ? partition.exportedPosition : null,
    clock: leads ? clock : null,
  };
}

/** The partitions of a broker by their id. */
export function partitionsBody(zeebe: ZeebeComponent, broker: number): object {
  zeebe.partitions.settle();
  const own = zeebe.partitions.liveReplicas().filter((replica) => replica.broker === broker);
  return Object.fromEntries(own.map((replica) => [replica.partitionId, replicaStatus(zeebe, replica)]));
}

const partitionsOf = (zeebe: ZeebeComponent, broker: number): Answer =>
  json(partitionsBody(zeebe, broker), actuatorType);

/** A bricked broker thinks for five seconds before it says that it has no partitions. */
function partitionsAnswer(zeebe: ZeebeComponent, broker: number): Answer | Promise<Answer> {
  if (!zeebe.partitions.isBricked(broker)) return partitionsOf(zeebe, broker);
  return new Promise((resolve) => {
    setTimeout(() => resolve(json({}, actuatorType)), brickedAnswerDelay).unref();
  });
}

function operatePartitions(zeebe: ZeebeComponent, broker: number, call: Call, given: Parameters): Answer {
  if (given.operation === 'pauseExporting') zeebe.exporting.changeOnBroker('PAUSED', broker);
  else if (given.operation === 'resumeExporting') zeebe.exporting.changeOnBroker('EXPORTING', broker);
  else return bareError(call, 400, compact);
  return { ...partitionsOf(zeebe, broker), performed: true };
}

function brokerHealth(zeebe: ZeebeComponent, broker: number, group?: string): Answer {
  const ready = zeebe.partitions.isBricked(broker) ? 'OUT_OF_SERVICE' : 'UP';
  const components = { brokerReady: ready, brokerStartup: ready, brokerStatus: ready } as const;
  if (group === undefined) return health(ready, components, ['readiness', 'startup', 'status']);
  if (group === 'readiness') return health(ready, { brokerReady: ready });
  // Brokers know no liveness group, and answer that without a body.
  return group === 'status' || group === 'startup' ? health(ready, {}) : { status: 404 };
}

const redirect = (call: Call, path: string): Answer => ({
  status: 301,
  headers: { Location: `http://${call.headers.host ?? '127.0.0.1'}${path}` },
});

/** Paths that only make sense on a broker. A standalone gateway has no partitions of its own. */
export const brokerRoutes = (zeebe: ZeebeComponent, broker: number): Route[] => [
  { method: 'GET', path: '/actuator/partitions', handle: () => partitionsAnswer(zeebe, broker) },
  {
    method: 'POST',
    path: '/actuator/partitions/:operation',
    handle: (call, given) => operatePartitions(zeebe, broker, call, given),
  },
];

export const commonZeebeRoutes = (
  zeebe: ZeebeComponent,
  broker: number,
  links: ActuatorLinks = 'broker',
): Route[] => [
  { method: 'GET', path: '/actuator', handle: (call) => actuatorLinks(call, links) },
  { method: 'GET', path: '/actuator/info', handle: () => buildInfo(zeebe.cluster.config.version) },
  { method: 'GET', path: '/actuator/health', handle: () => brokerHealth(zeebe, broker) },
  {
    method: 'GET',
    path: '/actuator/health/:group',
    handle: (_, given) => brokerHealth(zeebe, broker, given.group),
  },
  { method: 'GET', path: '/ready', handle: (call) => redirect(call, '/actuator/health/readiness') },
  { method: 'GET', path: '/health', handle: (call) => redirect(call, '/actuator/health/status') },
  { method: 'GET', path: '/startup', handle: (call) => redirect(call, '/actuator/health/startup') },
];
