import { reachInWords, StepFailure, type ExportingReach, type PartitionReplica } from '#domain';
import type { CallOptions } from '#http';
import type { ExportingClient } from './exporting.client.ts';
import type { PartitionsClient } from './partitions.client.ts';

export interface Resumed extends ExportingReach {
  replicas: PartitionReplica[];
  /** Every replica of the cluster was resumed, and every partition was seen exporting. */
  complete: boolean;
  /** Why the gateway refused; null when it did not. */
  problem: string | null;
}

/**
 * Makes exporting run wherever a broker can be reached, and reads back what came of it. The gateway is asked first. Up to
 * 8.9 it refuses as soon as one replica of the cluster is missing, so when its call does not bring every partition back, the
 * brokers are asked one by one. Lifts any pause, also a hard one. Idempotent.
 * @param call its permit is asked before every request that changes something, and its limits hold for each request
 * @throws what `call.permit` throws, or `call.signal` is aborted with
 */
export async function resumeReachable(
  { exporting, partitions }: { exporting: ExportingClient; partitions: PartitionsClient },
  call: CallOptions,
): Promise<Resumed> {
  const look = { ...call };
  delete look.permit;
  const problem = await exporting.resume(call).then(() => null, messageOf);
  if (problem === null) {
    const seen = await partitions.reach(look);
    if (seen.state === 'running') return { ...seen, complete: true, problem };
  }
  const left = await exporting.resumeBrokers(call);
  const seen = await partitions.reach(look);
  return { ...seen, complete: left.length === 0 && seen.state === 'running', problem };
}

function messageOf(error: unknown): string {
  if (error instanceof StepFailure) return error.message;
  throw error;
}

/** For people: which partitions run, which brokers are down, and why the gateway refused. */
export function resumedInWords(resumed: Resumed): string {
  const { problem } = resumed;
  return `${reachInWords(resumed)}${problem === null ? '' : `; the gateway: ${problem}`}`;
}
