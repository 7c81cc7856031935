import { setTimeout as sleep } from 'node:timers/promises';
import { json, type RealCluster } from './real-cluster.ts';

/** About how often a person polls. */
const POLL_MS = 500;
/** Until a part must be complete (ms). */
const PATIENCE_MS = 60_000;

interface Times {
  seconds: number;
  pauseSeconds: number;
}

const post = (body?: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});

interface Deviation {
  /** false: exporting is not paused, which is wrong. */
  pause?: boolean;
  /** What happens between the records snapshot and the backup of Zeebe. */
  beforeZeebe?: () => Promise<void>;
  /** Between two looks whether a part is complete; left out, about as often as a person looks. */
  pollMs?: number;
}

/** The vendor's steps one after the other, as a person would take them with curl. For comparison only. */
export async function backUpByHand(
  cluster: RealCluster,
  optimize: string,
  backupId: number,
  { pause = true, beforeZeebe, pollMs = POLL_MS }: Deviation = {},
): Promise<Times> {
  const startedAt = performance.now();
  const webApps = [optimize, cluster.operate, cluster.tasklist];
  for (const url of webApps) await json(`${url}/actuator/backups`, post({ backupId }));
  for (const url of webApps) await completed(`${url}/actuator/backups/${backupId}`, pollMs);
  const pausedAt = performance.now();
  if (pause) await json(`${cluster.zeebe}/actuator/exporting/pause?soft=true`, post());
  const snapshot = `${cluster.elasticsearch}/_snapshot/${cluster.repository}/camunda_zeebe_records_backup_${backupId}`;
  const body = JSON.stringify({ indices: 'zeebe-record*', feature_states: ['none'] });
  await json(`${snapshot}?wait_for_completion=true`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await beforeZeebe?.();
  await json(`${cluster.zeebe}/actuator/backups`, post({ backupId }));
  await completed(`${cluster.zeebe}/actuator/backups/${backupId}`, pollMs);
  if (pause) await json(`${cluster.zeebe}/actuator/exporting/resume`, post());
  const end = performance.now();
  return { seconds: (end - startedAt) / 1000, pauseSeconds: (end - pausedAt) / 1000 };
}

async function completed(url: string, pollMs: number): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const state = await json<{ state: string }>(url).then(
      (answer) => answer.state,
      () => 'unknown',
    );
    if (state === 'COMPLETED') return;
    await sleep(pollMs);
  }
  throw new Error(`${url} did not complete within a minute`);
}
