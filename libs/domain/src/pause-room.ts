/** What one broker shows of itself at `/actuator/prometheus`. What it does not show is empty or null. */
export interface BrokerFigures {
  /** `host:port` of its management address. */
  broker: string;
  /** Usable bytes of the file systems that it reports (`disk_free_bytes`). */
  disks: { path: string; freeBytes: number }[];
  /** Records written to each partition that it led, since it started (`zeebe_stream_processor_records_total`). */
  written: { partitionId: number; records: number }[];
  /** Since it started (s). */
  uptimeSeconds: number | null;
}

/** Which partitions a broker keeps a copy of the log of, whether it leads them or not. */
export interface HeldPartition {
  broker: string;
  partitionId: number;
}

/** What a pause may cost one broker. */
export interface PauseRoom {
  broker: string;
  path: string;
  freeBytes: number;
  recordsPerSecond: number;
  /** By what its logs grow while exporting is paused for the whole budget. */
  neededBytes: number;
}

export interface Pause {
  /** The longest that exporting may stay paused (ms). */
  budget: number;
  /** Mean size of a record in the log (bytes). */
  recordBytes: number;
}

/**
 * A broker stops processing when less than this is free: the default of `zeebe.broker.data.disk.freeSpace.processing`, 2 GB
 * (docs.camunda.io, Self-Managed, Zeebe, Operations, Disk space).
 */
export const RESERVED_BYTES = 2 * 1024 ** 3;

/**
 * While exporting is paused no log is compacted, so that each broker keeps all that is written to its partitions, as leader
 * or as follower. Pure.
 * @param rates records per second by partition, as `writeRates` returns them
 * @returns one for each broker that shows its disks and whose partitions have a known rate
 */
export function pauseRoom(
  brokers: readonly BrokerFigures[],
  held: readonly HeldPartition[],
  { rates, pause }: { rates: ReadonlyMap<number, number>; pause: Pause },
): PauseRoom[] {
  return brokers.flatMap(({ broker, disks }) => {
    const fullest = [...disks].sort((a, b) => a.freeBytes - b.freeBytes)[0];
    const own = new Set(held.filter((each) => each.broker === broker).map(({ partitionId }) => partitionId));
    const known = [...own].map((partitionId) => rates.get(partitionId));
    if (fullest === undefined || known.length === 0) return [];
    if (!known.every((rate) => rate !== undefined)) return [];
    const recordsPerSecond = known.reduce((sum, rate) => sum + rate, 0);
    const neededBytes = Math.ceil((recordsPerSecond * pause.recordBytes * pause.budget) / 1000);
    return [{ broker, ...fullest, recordsPerSecond, neededBytes }];
  });
}

/** By how much the disk is short of what the pause needs and the broker keeps free (bytes); 0 when it suffices. */
export function shortBytes({ freeBytes, neededBytes }: PauseRoom): number {
  return Math.max(0, neededBytes + RESERVED_BYTES - freeBytes);
}

/** The longest pause that its disk carries (ms); 0 when the broker has no room at all. */
export function longestPause({ freeBytes, recordsPerSecond }: PauseRoom, recordBytes: number): number {
  const room = freeBytes - RESERVED_BYTES;
  if (room <= 0) return 0;
  return recordsPerSecond === 0 ? Infinity : Math.floor((room / (recordsPerSecond * recordBytes)) * 1000);
}

/** Records per second by partition, as the mean since the broker started that wrote most of them per second. Pure. */
export function meanRates(brokers: readonly BrokerFigures[]): Map<number, number> {
  return highest(
    brokers.flatMap(({ written, uptimeSeconds }) =>
      uptimeSeconds === null || uptimeSeconds <= 0
        ? []
        : written.map(({ partitionId, records }) => ({ partitionId, rate: records / uptimeSeconds })),
    ),
  );
}

/**
 * Records per second by partition between two looks. A broker that restarted in between counts from 0 again, and adds
 * nothing. Pure.
 */
export function momentaryRates(
  before: readonly BrokerFigures[],
  after: readonly BrokerFigures[],
): Map<number, number> {
  return highest(
    after.flatMap(({ broker, written, uptimeSeconds: until }) => {
      const first = before.find((each) => each.broker === broker);
      const since = first?.uptimeSeconds;
      if (first === undefined || since === undefined || since === null || until === null || until <= since)
        return [];
      return written.map(({ partitionId, records }) => {
        const counted = first.written.find((each) => each.partitionId === partitionId)?.records ?? 0;
        return { partitionId, rate: Math.max(0, records - counted) / (until - since) };
      });
    }),
  );
}

/** The higher of both for each partition. Pure. */
export function higherRates(
  some: ReadonlyMap<number, number>,
  others: ReadonlyMap<number, number>,
): Map<number, number> {
  return highest([...some, ...others].map(([partitionId, rate]) => ({ partitionId, rate })));
}

function highest(rates: readonly { partitionId: number; rate: number }[]): Map<number, number> {
  const most = new Map<number, number>();
  for (const { partitionId, rate } of rates)
    most.set(partitionId, Math.max(rate, most.get(partitionId) ?? 0));
  return most;
}
