/**
 * All keys of one cluster share the hash tag `{holdfast:<cluster>}`, so that one Lua script may touch several of
 * them on Redis Cluster, too.
 */
export interface ClusterKeys {
  lock: string;
  fence: string;
  lastId: string;
  runs: string;
  run(number: number): string;
  journal(number: number): string;
  pauseIntent: string;
  setNotes: string;
  confirmations: string;
  plan(restoreId: number): string;
  alerts: string;
  /** Who has acknowledged which alert. */
  acknowledgements: string;
  /** Which alerts are not sent, and until when. */
  silences: string;
  /** Numbers of the plans that are kept, by the time (ms) until which they are. */
  plans: string;
  /** State of a schedule. */
  schedule(name: string): string;
  /** What became of its newest planned times. */
  scheduleSlots(name: string): string;
  /** The last retention run. */
  retention: string;
  /** Who asked for the next one. */
  retentionWanted: string;
  /** There as long as Redis knows this cluster; gone when it lost its data. */
  known: string;
  /** How far the history was trimmed. */
  trimmed: string;
  /** The random id of this cluster in this installation, and the engine that it was last seen with. */
  identity: string;
}

export function keysOf(cluster: string): ClusterKeys {
  const tag = `{holdfast:${cluster}}`;
  return {
    lock: `${tag}:lock`,
    fence: `${tag}:fence`,
    lastId: `${tag}:last-id`,
    runs: `${tag}:runs`,
    run: (number) => `${tag}:run:${number}`,
    journal: (number) => `${tag}:journal:${number}`,
    pauseIntent: `${tag}:pause-intent`,
    setNotes: `${tag}:set-notes`,
    confirmations: `${tag}:confirmations`,
    plan: (restoreId) => `${tag}:plan:${restoreId}`,
    alerts: `${tag}:alerts`,
    acknowledgements: `${tag}:acknowledgements`,
    silences: `${tag}:silences`,
    plans: `${tag}:plans`,
    schedule: (name) => `${tag}:schedule:${name}`,
    scheduleSlots: (name) => `${tag}:schedule-slots:${name}`,
    retention: `${tag}:retention`,
    retentionWanted: `${tag}:retention-wanted`,
    known: `${tag}:known`,
    trimmed: `${tag}:trimmed`,
    identity: `${tag}:identity`,
  };
}

/** Keys of the lease of one role that one process has at a time, for all clusters. */
export function leaderKeysOf(role: string): { lease: string; fence: string } {
  const tag = `{holdfast-leader:${role}}`;
  return { lease: `${tag}:lease`, fence: `${tag}:fence` };
}
