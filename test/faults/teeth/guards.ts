import type { Invariant } from '../invariants/invariant.ts';

/** One place in the built code where a guard is taken out. */
export interface Edit {
  /** Below dist/. */
  readonly file: string;
  /** Must be there, exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A guard that keeps an invariant. Once it is removed from a copy of the build, the cases must show a breach. */
export interface Guard {
  readonly invariant: Invariant['id'];
  /** In words: what is gone. */
  readonly without: string;
  readonly edits: readonly Edit[];
  readonly cases: readonly string[];
}

const ENGINE = 'libs/engine/src';
const LUA = 'libs/redis/src/lua';

export const noReconciler: Edit = {
  file: `${ENGINE}/ending/exporting-reconciler.js`,
  find: 'const reach = await this.read(cluster);',
  replace: 'return;',
};
export const noSupervisor: Edit = {
  file: `${ENGINE}/ending/run-supervisor.js`,
  find: 'const runs = await this.store.list(cluster.name, { limit: NEWEST });',
  replace: 'const runs = [];',
};
export const noDeadMan: Edit = {
  file: `${ENGINE}/pauses/dead-man-switch.js`,
  find: 'await this.queue.add(',
  replace: 'await (async () => undefined)(',
};
const noFenceInWrites: Edit = {
  file: `${LUA}/write-run.lua.js`,
  find: 'if stored[1] ~= ARGV[1] or stored[2] ~= ARGV[2] or current ~= ARGV[2] then',
  replace: 'if stored[1] ~= ARGV[1] then',
};
const noFenceInRenewals: Edit[] = [
  {
    file: `${LUA}/renew.lua.js`,
    find: "if redis.call('GET', KEYS[2]) ~= ARGV[4] then return 0 end",
    replace: '',
  },
  {
    file: `${LUA}/renew.lua.js`,
    find: "if stored[1] ~= ARGV[3] or stored[2] ~= ARGV[4] or stored[3] == 'done' then return 0 end",
    replace: '',
  },
  {
    file: `${LUA}/renew.lua.js`,
    find: 'if owner[1] ~= ARGV[3] or owner[2] ~= ARGV[4] then return 0 end',
    replace: '',
  },
];
/** A process that wakes up long after its pause should be over calls nothing, under any fence. */
const noEndWithThePause: Edit = {
  file: `${ENGINE}/steps/step-context.js`,
  find: 'deadline - Date.now()',
  replace: 'Infinity',
};
/** A process that wakes up may see the answer or its own timer first; here the answer always counts. */
const patientWithRedis: Edit = {
  file: 'libs/redis/src/connection/redis.js',
  find: 'commandTimeout: COMMAND_MS,',
  replace: 'commandTimeout: 60_000,',
};
const endedRunsAreWritten: Edit = {
  file: `${LUA}/write-run.lua.js`,
  find: "if stored[3] == 'done' then return { 'ILLEGAL', 'phase', 'done' } end",
  replace: '',
};

export const GUARDS: readonly Guard[] = [
  {
    invariant: 'I1',
    without:
      'any of the resumers: the step believes the answer and asks for nothing, and no later check corrects it',
    edits: [
      {
        file: `${ENGINE}/ending/resume-exporting.step.js`,
        find: 'const resumed = await resumeReachable(this.clients.of(context.cluster.name), () => context.mutate((call) => Promise.resolve(call)));\n            exporting = resumed.state;',
        replace:
          "const resumed = { running: [], paused: [], unseen: [], unreachable: [] };\n            exporting = 'running';",
      },
      noReconciler,
      noSupervisor,
    ],
    cases: ['undisturbed'],
  },
  {
    invariant: 'I2',
    without:
      'the supervisor, the dead man and the reconciler: only the flow would resume, and its worker is down',
    edits: [noSupervisor, noDeadMan, noReconciler],
    cases: ['accept-records:after/worker-away'],
  },
  {
    invariant: 'I2',
    without: 'the end of a pause that a run owns by its deadline alone: Redis refuses what would end the run',
    edits: [
      {
        file: 'libs/domain/src/exporting-pause.js',
        find: "if (owner.kind === 'run')",
        replace: "if (owner.kind === 'run') return null;\n    if (owner.kind === 'run')",
      },
    ],
    cases: ['accept-records:after/redis-oom'],
  },
  {
    invariant: 'I3',
    without:
      'the fence in renewals and writes, and the end of every call with the pause: a process that wakes up continues under its old fence',
    edits: [noFenceInWrites, ...noFenceInRenewals, endedRunsAreWritten, noEndWithThePause, patientWithRedis],
    cases: ['intent-zeebe:after/stop-long'],
  },
  {
    invariant: 'I3',
    without: 'the look at the lease in the tick in which a call leaves: one look after the renewal is all',
    edits: [
      {
        file: `${ENGINE}/steps/permitted-call.js`,
        find: 'if (remainingMs() <= 0)',
        replace: 'if (false)',
      },
      {
        file: `${ENGINE}/steps/permitted-call.js`,
        find: 'return Math.max(1, Math.min(timeoutMs, remainingMs()));',
        replace: 'return timeoutMs;',
      },
    ],
    cases: ['renewed-records:before/stop-long'],
  },
  {
    invariant: 'I4',
    without: 'the look at the exporter phases around each backup inside the pause',
    edits: [
      {
        file: `${ENGINE}/steps/require-pause.js`,
        find: 'if (exporting === heldState(pauseKindOf(versionsOf(context.run).zeebe)))',
        replace: 'if (true)',
      },
    ],
    cases: ['trigger-zeebe:before/foreign-resume'],
  },
  {
    invariant: 'I5',
    without: 'the rule that a run which was taken over has failed',
    edits: [
      {
        file: `${ENGINE}/ending/run-takeover.js`,
        find: "['outcome', 'failed']",
        replace: "['outcome', 'completed']",
      },
    ],
    cases: ['intent-zeebe:after/stop-long'],
  },
  {
    invariant: 'I6',
    without: 'the rule that an ended run is never written again',
    edits: [endedRunsAreWritten],
    cases: ['submit-flow:before/stop-worker'],
  },
  {
    invariant: 'I7',
    without: 'the release of the lock in the last write, and the rule that an ended run cannot renew',
    edits: [
      { file: `${ENGINE}/ending/run-finalizer.js`, find: 'release: true', replace: 'release: false' },
      ...noFenceInRenewals,
      {
        file: 'apps/coordinator/src/supervision/lease-keeper.js',
        find: "if (!run || run.phase === 'done')",
        replace: 'if (!run)',
      },
    ],
    cases: ['undisturbed'],
  },
  {
    invariant: 'I8',
    without: 'every check of an id: that it is above the last, and free in the components',
    edits: [
      {
        file: `${LUA}/begin-run.lua.js`,
        find: "if id <= last or redis.call('EXISTS', KEYS[5]) == 1 then",
        replace: 'if false then',
      },
      {
        file: `${LUA}/begin-run.lua.js`,
        find: "if open[1] and open[1] ~= 'done' then",
        replace: 'if false then',
      },
      {
        file: 'libs/domain/src/backup-id.js',
        find: 'export function nextBackupId(',
        replace: 'export function nextBackupId() { return 1_800_000_000; }\nexport function unusedBackupId(',
      },
      {
        file: 'apps/coordinator/src/preflight/preflight.processor.js',
        find: 'if (before.some((check) => !check.ok))',
        replace: 'if (false)',
      },
      {
        file: 'apps/coordinator/src/preflight/preflight.processor.js',
        find: 'if (checks.some((check) => !check.ok))',
        replace: 'if (false)',
      },
      {
        file: `${ENGINE}/steps/backup-pass.js`,
        find: "if (seen.state !== 'absent') {\n        throw StepFailure.permanent('id-in-use'",
        replace: "if (false) {\n        throw StepFailure.permanent('id-in-use'",
      },
    ],
    cases: ['run-finished:after/redis-flush', 'undisturbed'],
  },
  {
    invariant: 'I2',
    without: 'the resume broker by broker: the gateway refuses while a replica is missing',
    edits: [
      {
        file: 'libs/camunda/src/zeebe/resume-reachable.js',
        find: 'const left = await exporting.resumeBrokers(next);',
        replace: 'const left = [];',
      },
    ],
    cases: ['trigger-zeebe:after/replica-inactive'],
  },
  {
    invariant: 'I9',
    without: 'the exact pattern of the records: every index whose name begins with the prefix is taken',
    edits: [
      {
        file: 'apps/worker-records/src/steps/snapshot-records.step.js',
        find: '`${recordsStem(indexPrefix)}*`',
        replace: '`${indexPrefix}*`',
      },
    ],
    cases: ['undisturbed'],
  },
];
