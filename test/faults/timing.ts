/** Durations of the sweep in ms. Short enough for hundreds of cases, long enough that nothing expires by itself. */
export const PAUSE_BUDGET_MS = 15_000;
/** What the architecture promises on top of the pause budget. */
export const RECONCILE_MS = 15_000;
export const CALL_TIMEOUT_MS = 1_000;
export const LEASE_MS = 5_000;
/** A killed process comes back after this. */
export const RESTART_MS = 2_000;
/** Longer than the grace time of a worker that is down, and than the pause budget. */
export const AWAY_MS = 32_000;
/** After a process was suspended for this time, others have taken over when it wakes up. */
export const FROZEN_MS = 22_000;
/** Redis comes back after this. */
export const REDIS_DOWN_MS = 1_000;
/** A former primary keeps its connections for this long. */
export const FORMER_MS = 8_000;
/** A replica that takes over lacks what was written in this time. */
export const LAG_MS = 1_000;
/** After the last fault has passed, everything must be at rest within this. */
export const REST_MS = 60_000;
/** Rest must last this long: with an effect under way, nothing is at rest. */
export const QUIET_MS = 600;

/** A worker counts as down after this, one poll and two beats of the process that watches it. */
const GRACE_MS = 12_000;
export const WORKER_GRACE_MS = GRACE_MS + 4_500;

export const STEPS = {
  pollMin: '20ms',
  pollMax: '100ms',
  callTimeout: `${CALL_TIMEOUT_MS}ms`,
  appearGrace: '2s',
  incompleteGrace: '2s',
  webAppDeadline: '30s',
  workerGrace: `${GRACE_MS}ms`,
};

/** When a broker is lost, the gateway cannot resume: two replicas of each partition, on three brokers. */
export const ZEEBE = { brokers: 3, partitions: 3, replicationFactor: 2, gateway: 'standalone' } as const;

export const SIMULATOR_SETTINGS = {
  zeebe: { appearDelayMs: 60, partitionStaggerMs: 40, partitionDurationMs: 150, recordsPerSecond: 50 },
  operate: { appearDelayMs: 60, partDurationMs: 30, partGapMs: 40 },
  tasklist: { appearDelayMs: 60, partDurationMs: 30, partGapMs: 40 },
  optimize: { appearDelayMs: 60, partDurationMs: 60, partGapMs: 40 },
  // A history whose parts a restart has forgotten is reported as under way for this long, and keeps the next case waiting.
  webapps: { incompleteCheckTimeoutMs: 3_000 },
  elasticsearch: { snapshotDurationMs: 200 },
};
