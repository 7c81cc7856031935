/** Durations of the sweep in ms. Short enough for hundreds of cases, long enough that nothing expires by itself. */
export const PAUSE_BUDGET_MS = 15_000;
/** What the architecture promises on top of the pause budget. */
export const RECONCILE_MS = 15_000;
export const CALL_TIMEOUT_MS = 1_000;
export const LEASE_MS = 5_000;
/** A killed process comes back after this. */
export const RESTART_MS = 2_000;
/** Longer than the patience with a worker that is away, and than the pause budget. */
export const AWAY_MS = 32_000;
/** A process that stands still for so long has been overtaken by others when it wakes up. */
export const FROZEN_MS = 22_000;
/** Redis comes back after this. */
export const REDIS_DOWN_MS = 1_000;
/** After the last fault has passed, everything must be at rest within this. */
export const REST_MS = 60_000;
/** Rest must be seen for so long: an effect under way is not at rest. */
export const QUIET_MS = 600;

/** A worker counts as away after this, one poll and two beats of whoever watches. */
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

/** A broker that is lost takes the gateway's resume with it: two replicas of each partition, on three brokers. */
export const ZEEBE = { brokers: 3, partitions: 3, replicationFactor: 2, gateway: 'standalone' } as const;

export const SIMULATOR_SETTINGS = {
  zeebe: { appearDelayMs: 60, partitionStaggerMs: 40, partitionDurationMs: 150, recordsPerSecond: 50 },
  operate: { appearDelayMs: 60, partDurationMs: 30, partGapMs: 40 },
  tasklist: { appearDelayMs: 60, partDurationMs: 30, partGapMs: 40 },
  optimize: { appearDelayMs: 60, partDurationMs: 60, partGapMs: 40 },
  elasticsearch: { snapshotDurationMs: 200 },
};
