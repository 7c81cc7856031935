import type { Effect } from '../../../apps/simulator/src/index.ts';

/** A time in which not every partition exported. By sequence numbers of the effect log, and by the clock. */
export interface Pause {
  readonly fromSeq: number;
  readonly from: number;
  readonly toSeq: number | null;
  readonly to: number | null;
  /** It came back with a broker, on its disk. */
  readonly isLeft: boolean;
}

interface Change {
  readonly seq: number;
  readonly at: number;
  readonly replica: string;
  readonly to: string;
}

export function phaseChanges(effects: readonly Effect[]): Change[] {
  return effects.flatMap((effect) => {
    if (effect.kind !== 'exporting-phase') return [];
    const { broker, partitionId, to } = effect.detail as { broker: number; partitionId: number; to: string };
    return [{ seq: effect.seq, at: Date.parse(effect.at), replica: `${broker}/${partitionId}`, to }];
  });
}

interface Power {
  readonly seq: number;
  readonly at: number;
  readonly broker: string;
  readonly isOn: boolean;
}

/** Brokers that are stopped, and started again. */
function powerChanges(effects: readonly Effect[]): Power[] {
  return effects.flatMap((effect) => {
    const broker = /^broker-(\d+)$/.exec(effect.component)?.[1];
    if (effect.kind !== 'component' || broker === undefined) return [];
    const { event } = effect.detail as { event: string };
    return [{ seq: effect.seq, at: Date.parse(effect.at), broker, isOn: event === 'started' }];
  });
}

/**
 * A case begins at rest, with everything exporting. A broker that is down exports nothing, and no call can change that;
 * when it is back, the phase on its disk counts.
 */
export function pausesIn(effects: readonly Effect[]): Pause[] {
  const paused = new Set<string>();
  const away = new Set<string>();
  const pauses: Pause[] = [];
  let open: Omit<Pause, 'toSeq' | 'to'> | null = null;
  const events = [...phaseChanges(effects), ...powerChanges(effects)].sort((a, b) => a.seq - b.seq);
  for (const event of events) {
    if ('isOn' in event) {
      if (event.isOn) away.delete(event.broker);
      else away.add(event.broker);
    } else if (event.to === 'EXPORTING') paused.delete(event.replica);
    else paused.add(event.replica);
    const { seq, at } = event;
    if ([...paused].some((replica) => !away.has(replica.split('/')[0] ?? '')))
      open ??= { fromSeq: seq, from: at, isLeft: 'isOn' in event };
    else if (open) {
      pauses.push({ ...open, toSeq: seq, to: at });
      open = null;
    }
  }
  if (open) pauses.push({ ...open, toSeq: null, to: null });
  return pauses;
}

/** Whether all of `replicas` were paused at every moment from one effect to another. */
export function allPausedThroughout(
  effects: readonly Effect[],
  span: { readonly fromSeq: number; readonly toSeq: number },
  replicas: number,
): boolean {
  const paused = new Set<string>();
  let whole = false;
  let reached = false;
  for (const { seq, replica, to } of phaseChanges(effects)) {
    if (seq > span.fromSeq && !reached) {
      reached = true;
      whole = paused.size === replicas;
    }
    if (seq > span.toSeq) break;
    if (to === 'EXPORTING') paused.delete(replica);
    else paused.add(replica);
    if (reached && paused.size < replicas) whole = false;
  }
  return reached ? whole : paused.size === replicas;
}
