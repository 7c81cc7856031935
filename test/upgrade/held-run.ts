import type { Run } from '#contracts';
import { CLUSTER, type Bench } from '../faults/bench.ts';

/** Longer than any step takes on a busy machine; only a hang reaches it. */
export const PATIENCE_MS = 180_000;

/** The records snapshot is refused as by a busy store: the run waits inside its pause until the fault is gone. */
const HOLD = {
  kind: 'status',
  status: 503,
  component: 'elasticsearch',
  method: 'PUT',
  path: '^/_snapshot/camunda/camunda_zeebe_records_backup_',
} as const;

/** Starts a backup and holds it inside its pause. @throws Error when it does not get there */
export async function heldInPause(bench: Bench): Promise<Run> {
  await bench.fault(HOLD);
  const status = await bench.api.start();
  if (status !== 202) throw new Error(`the backup was answered with ${status}`);
  await must(bench, 'the run is held inside its pause', async () => {
    const [run] = (await bench.api.runs(1)) ?? [];
    const step = run?.steps.find(({ name }) => name === 'snapshot-records');
    return isPaused(bench) && (step?.attempts ?? 0) > 1;
  });
  return newest(bench);
}

export async function newest(bench: Bench): Promise<Run> {
  const [run] = (await bench.api.runs(1)) ?? [];
  if (!run) throw new Error('the API shows no run');
  return run;
}

export const isPaused = ({ state }: Bench): boolean =>
  state.zeebe.replicas.every(({ phase }) => phase === 'SOFT_PAUSED');
export const isExporting = ({ state }: Bench): boolean =>
  state.zeebe.replicas.every(({ phase }) => phase === 'EXPORTING');

/** @throws Error when it does not come true */
export async function must(
  bench: Bench,
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  if (await bench.until(condition, PATIENCE_MS)) return;
  throw new Error(`this did not come true on cluster ${CLUSTER}: ${what}`);
}
