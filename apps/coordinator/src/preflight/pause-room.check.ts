import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterConfig } from '#config';
import {
  higherRates,
  inGibibytes,
  longestPause,
  meanRates,
  momentaryRates,
  pauseRoom,
  RESERVED_BYTES,
  shortBytes,
  zeebeSection,
  type GenerationName,
  type Pause,
  type PauseRoom,
  type PreflightCheck,
} from '#domain';
import type { CallOptions } from '#http';
import type { ClientsOfCluster } from '#engine';
import { check, CheckFailed } from '../checks/check.ts';

/** How many times the average rate is assumed for this moment, before it has to be measured. */
const PEAK = 20;
/** Between two looks at what is written (ms). */
const LOOK_MS = 2_000;

/**
 * While exporting is paused the logs of the brokers only grow, and a broker without room stops processing. Weighs what is
 * free against what is written within the pause budget; brokers that do not show the figures are not judged.
 */
export function pauseRoomCheck(
  clients: Pick<ClientsOfCluster, 'generation' | 'figures' | 'topology'>,
  {
    pauseBudget,
    zeebe: { recordBytes },
  }: { pauseBudget: number; zeebe: Pick<ClusterConfig['zeebe'], 'recordBytes'> },
  call: CallOptions,
): Promise<PreflightCheck> {
  const pause: Pause = { budget: pauseBudget, recordBytes };
  return check({ name: 'pause-room', component: 'zeebe' }, async () => {
    const rooms = await measure(clients, pause, call);
    const worst = [...rooms].sort((a, b) => shortBytes(b) - shortBytes(a) || a.freeBytes - b.freeBytes)[0];
    if (worst === undefined)
      return 'not weighed: no broker shows disk_free_bytes, process_uptime_seconds and zeebe_stream_processor_records_total at /actuator/prometheus';
    const found = inWords(worst, pause);
    if (shortBytes(worst) === 0) return found;
    throw new CheckFailed(`${found}: it would stop processing`, remedyFor(worst, pause, clients.generation));
  });
}

async function measure(
  { figures, topology }: Pick<ClientsOfCluster, 'figures' | 'topology'>,
  pause: Pause,
  call: CallOptions,
): Promise<PauseRoom[]> {
  const [first, held] = await Promise.all([figures.read(call), topology.read(call)]);
  const rates = meanRates(first);
  const rooms = pauseRoom(first, held, { rates, pause });
  const ample = rooms.every((room) => shortBytes({ ...room, neededBytes: room.neededBytes * PEAK }) === 0);
  if (ample) return rooms;
  await sleep(LOOK_MS);
  const second = await figures.read(call);
  return pauseRoom(second, held, { rates: higherRates(rates, momentaryRates(first, second)), pause });
}

function inWords(
  { broker, path, freeBytes, neededBytes, recordsPerSecond }: PauseRoom,
  pause: Pause,
): string {
  return `broker ${broker} has ${inGibibytes(freeBytes)} free at ${path} and keeps ${inGibibytes(RESERVED_BYTES)} of it; ${Math.ceil(recordsPerSecond)} records/s for ${minutes(pause.budget)} take ${inGibibytes(neededBytes)}`;
}

function remedyFor(room: PauseRoom, pause: Pause, generation: GenerationName): string {
  const most = longestPause(room, pause.recordBytes);
  const shorter = most < 60_000 ? '' : `, or lower clusters[].pauseBudget to at most ${minutes(most)}`;
  return `Enlarge the disk of the broker${shorter}. A record is taken to have ${pause.recordBytes} bytes (clusters[].${zeebeSection(generation)}.recordBytes). When the data directory is on another file system, let the broker report that one: MANAGEMENT_METRICS_SYSTEM_DISKSPACE_PATHS.`;
}

const minutes = (ms: number): string =>
  ms < 60_000 ? `${Math.floor(ms / 1000)}s` : `${Math.floor(ms / 60_000)}m`;
