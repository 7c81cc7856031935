import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { QueueName } from '#contracts';
import { workerHosts } from './worker-hosts.ts';

/**
 * Checks that exactly one processor of this process serves each of its queues.
 * @throws Error that names the queues with none or with several: the app then refuses to start
 */
export function requireProcessors(app: INestApplicationContext, queues: readonly QueueName[]): void {
  const discovery = app.get(DiscoveryService, { strict: false });
  const served = workerHosts(discovery).map(({ worker }) => worker.name);
  const problem = processorProblem(queues, served);
  if (problem !== null) throw new Error(problem);
}

/** @returns which queue has no processor, or more than one; null when every queue has one */
export function processorProblem(queues: readonly string[], served: readonly string[]): string | null {
  const missing = queues.filter((queue) => !served.includes(queue));
  if (missing.length > 0) return `no processor serves ${missing.join(', ')}`;
  const doubled = served.filter((queue, index) => served.indexOf(queue) !== index);
  if (doubled.length > 0) return `more than one processor serves ${doubled.join(', ')}`;
  const foreign = served.filter((queue) => !queues.includes(queue));
  return foreign.length > 0 ? `this app must not serve ${foreign.join(', ')}` : null;
}
