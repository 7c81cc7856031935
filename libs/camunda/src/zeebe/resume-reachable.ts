import {
  reachInWords,
  StepFailure,
  type ExportingReach,
  type PartitionReplica,
  type UnreachableBroker,
} from '#domain';
import type { NextCall } from '#http';
import type { ExportingApi } from '../ports/exporting.api.ts';
import type { TopologyApi } from '../ports/topology.api.ts';

export interface Resumed extends ExportingReach {
  replicas: PartitionReplica[];
  /** Every replica of the cluster was resumed, and every partition was seen exporting. */
  complete: boolean;
  /** Why the gateway refused; null when it did not. */
  problem: string | null;
  /** Brokers that were asked one by one and did not resume. */
  left: readonly UnreachableBroker[];
}

/**
 * Makes exporting run wherever a broker can be reached, and reads back what came of it. The gateway is asked first. Up to
 * 8.9 it refuses as soon as one replica of the cluster is missing, so when its call does not bring every partition back, the
 * brokers are asked one by one. Lifts any pause, also a hard one. Idempotent.
 * @param next asked before the gateway and again before the brokers: a gateway may hang for longer than a run lasts, and a
 *   resume that comes too late would lift the pause of the next run. The limits of each call hold for each of its requests.
 * @throws what `next` or the permit of a call throws, or the signal of a call is aborted with
 */
export async function resumeReachable(
  { exporting, topology }: { exporting: ExportingApi; topology: TopologyApi },
  next: NextCall,
): Promise<Resumed> {
  const call = await next();
  const look = { ...call };
  delete look.permit;
  const problem = await exporting.resume(call).then(() => null, messageOf);
  if (problem === null) {
    const seen = await topology.reach(look);
    if (seen.state === 'running') return { ...seen, complete: true, problem, left: [] };
  }
  const left = await exporting.resumeBrokers(next);
  const seen = await topology.reach(look);
  return { ...seen, complete: left.length === 0 && seen.state === 'running', problem, left };
}

function messageOf(error: unknown): string {
  if (error instanceof StepFailure) return error.message;
  throw error;
}

/** For people: which partitions run, which brokers are down, why the gateway refused, and which brokers did too. */
export function resumedInWords(resumed: Resumed): string {
  const { problem, left, unreachable } = resumed;
  const down = new Set(unreachable.map(({ broker }) => broker));
  return [
    reachInWords(resumed),
    ...(problem === null ? [] : [`the gateway: ${problem}`]),
    ...left.filter(({ broker }) => !down.has(broker)).map((each) => `broker ${each.broker}: ${each.problem}`),
  ].join('; ');
}
