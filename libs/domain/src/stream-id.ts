/** Ids of Redis streams: milliseconds since the epoch, and a number within them. */
export type StreamId = readonly [ms: number, number: number];

export function streamIdOf(id: string): StreamId {
  const [ms = 0, number = 0] = id.split('-').map(Number);
  return [ms, number];
}

/** Negative when the first one is the older. */
export function compareStreamIds(one: string, other: string): number {
  const [[ms, number], [otherMs, otherNumber]] = [streamIdOf(one), streamIdOf(other)];
  return ms - otherMs || number - otherNumber;
}
