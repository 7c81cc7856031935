import type { Effect } from '../../../apps/simulator/src/index.ts';

/** A time in which not every partition exported. By sequence numbers of the effect log, and by the clock. */
export interface Pause {
  readonly fromSeq: number;
  readonly from: number;
  readonly toSeq: number | null;
  readonly to: number | null;
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

/** A case begins at rest, with everything exporting. */
export function pausesIn(effects: readonly Effect[]): Pause[] {
  const paused = new Set<string>();
  const pauses: Pause[] = [];
  let open: Change | null = null;
  for (const change of phaseChanges(effects)) {
    if (change.to === 'EXPORTING') paused.delete(change.replica);
    else paused.add(change.replica);
    if (paused.size > 0) open ??= change;
    else if (open) {
      pauses.push({ fromSeq: open.seq, from: open.at, toSeq: change.seq, to: change.at });
      open = null;
    }
  }
  if (open) pauses.push({ fromSeq: open.seq, from: open.at, toSeq: null, to: null });
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
