/**
 * All keys of one cluster share the hash tag `{holdfast:<cluster>}`, so that one Lua script may touch several of
 * them on Redis Cluster, too.
 */
export interface ClusterKeys {
  lock: string;
  fence: string;
  lastId: string;
  runs: string;
  run(backupId: number): string;
  journal(backupId: number): string;
  pauseIntent: string;
  setNotes: string;
  confirmations: string;
  plan(restoreId: number): string;
  alerts: string;
  /** There as long as Redis knows this cluster; gone when it lost its data. */
  known: string;
}

export function keysOf(cluster: string): ClusterKeys {
  const tag = `{holdfast:${cluster}}`;
  return {
    lock: `${tag}:lock`,
    fence: `${tag}:fence`,
    lastId: `${tag}:last-id`,
    runs: `${tag}:runs`,
    run: (backupId) => `${tag}:run:${backupId}`,
    journal: (backupId) => `${tag}:journal:${backupId}`,
    pauseIntent: `${tag}:pause-intent`,
    setNotes: `${tag}:set-notes`,
    confirmations: `${tag}:confirmations`,
    plan: (restoreId) => `${tag}:plan:${restoreId}`,
    alerts: `${tag}:alerts`,
    known: `${tag}:known`,
  };
}
