import { createRedis, LeaseStore, waitForRedis, type RunReference } from '#redis';
import { CALLS, type CallName, type Target } from './calls.ts';
import { stopAtConnection, stopAtFile, type StopPoint } from './stop-points.ts';

/** What one child process is to do. */
export interface Order {
  call: CallName;
  target: Target;
  redis: string;
  run: RunReference;
  leaseMs: number;
  stop: StopPoint;
}

// A program of its own: `node caller.ts <order as JSON>`. It renews the lease of a run as a worker does, makes one call
// with a real client, stops itself on the way, and says how that ended.
const order = JSON.parse(process.argv[2] ?? '') as Order;
const redis = createRedis({ url: order.redis }, () => undefined);
await waitForRedis(redis, 30_000);
const send = CALLS[order.call](order.target);
// Loaded before the lease is renewed: it takes its time.
if (order.call === 'kubernetes') await import('@kubernetes/client-node');

const permission = await new LeaseStore(redis, 'stopped', order.leaseMs).renew(order.run);
if (order.stop.event === 'file') stopAtFile('runner.log');
else stopAtConnection(Number(new URL(order.target.url).port), order.stop);
const permit = (): void => {
  if (permission.remainingMs() <= 0) throw new Error('too late');
};
// No timer of the call may be what keeps it back: which of the two comes first when a process wakes up is chance.
const timeoutMs = 60_000;
const message = await send({ caller: 'stopped', timeoutMs, permit }).then(
  () => 'sent',
  (error: unknown) => (error as Error).message,
);
process.stdout.write(message);
redis.disconnect();
