import { createCamundaClients } from '#camunda';
import { shapeOf, type ClusterConfig, type HoldfastConfig } from '#config';
import { DEFAULT_TENANT } from '#domain';
import type { CallOptions } from '#http';
import { EXIT } from '../exit-codes.ts';
import { addressesOf } from './addresses.ts';
import { CheckRunner } from './check-runner.ts';
import { checksOf, type Check } from './checks.ts';
import { HeldPause } from './held-pause.ts';
import { deleteLeftovers, type Left } from './leftovers.ts';
import { readinessOf, type Ready } from './readiness.ts';
import { Recorder } from './recorder.ts';
import type { Recording } from './recording.ts';
import { seenIn } from './render-report.ts';
import { reportOf, type CheckResult } from './report.ts';

const CALL: CallOptions = { timeoutMs: 10_000, caller: 'holdfast (conformance)' };
const BETWEEN_MS = 500;
/** Then no further check is started (ms). */
const LONGEST_CHECKS_MS = 30 * 60_000;
const CLEAN_UP = { call: CALL, betweenMs: BETWEEN_MS, appearMs: 60_000, longestMs: 5 * 60_000 };

export interface Around {
  say: (line: string) => void;
  /** Whether a person or the system asked the program to end. */
  isStopped: () => boolean;
  /** Whether it was asked again, and is not to wait until backups are deleted. */
  isHurried: () => boolean;
}

/** What came of the checks. No recording: they were not started, or not all done. */
export interface Outcome {
  recording: Recording | null;
  /** Whether the recording has every call. */
  isWhole: boolean;
  code: number;
  /** Headers `Authorization` that were sent. */
  presented: readonly string[];
}

/**
 * Does every check on a real cluster. Exporting is paused in between: whatever happens, this program or its guard resumes it.
 * Deletes the backups that it made. Not idempotent: it uses up ids.
 */
export async function checkCluster(
  config: HoldfastConfig,
  cluster: ClusterConfig,
  around: Around,
): Promise<Outcome> {
  const { say } = around;
  const { name, version } = cluster;
  if (!isFit(cluster, say)) return NOT_CHECKED;
  const direct = createCamundaClients(cluster, CALL);
  const ready = await readinessOf(
    { clients: direct, version, shape: shapeOf(cluster), now: Date.now() },
    CALL,
  );
  if ('problems' in ready) {
    say(`${name} was not checked, and nothing was changed:`);
    for (const problem of ready.problems) say(`  ${problem}`);
    return NOT_CHECKED;
  }
  const { first, second } = ready.ids;
  say(
    `${name} is Camunda ${ready.version}. Backups ${first} and ${second} are made, and deleted at the end.`,
  );
  const pause = new HeldPause(config, cluster, { clients: direct, call: CALL, say });
  const recorder = await Recorder.start(cluster, () => pause.permit());
  const isOverdue = after(LONGEST_CHECKS_MS);
  const runner = new CheckRunner(createCamundaClients(recorder.endpoints, CALL), ready.ids, {
    call: CALL,
    betweenMs: BETWEEN_MS,
    beforePause: () => pause.guard(),
    afterResume: () => pause.confirm(),
    doubt: () => pause.doubt(),
    isStopped: () => around.isStopped() || pause.isInDoubt || isOverdue(),
    begins: ({ does, component }) => {
      if (does === 'wait-for-end') say(`Waiting for the end of a backup of ${component}.`);
    },
  });
  const checks = checksOf({ ...ready, generation: cluster.generation });
  const results = await runner.run(checks).catch((error: unknown) => {
    say((error as Error).message);
    return [];
  });
  const runs = await pause.end();
  await recorder.close();
  if (results.length < checks.length) {
    if (isOverdue()) say('The checks took longer than 30 minutes, so they stopped.');
    for (const line of stoppedAt(results, checks)) say(line);
  }
  const left = await deleteLeftovers(direct, runner.made.left, { ...CLEAN_UP, isStopped: around.isHurried });
  for (const each of left) say(leftInWords(each));
  const recording = recordingOf(cluster, ready, { exchanges: recorder.tape.exchanges, results });
  const seen = { runs, isDone: results.length === checks.length, isStopped: around.isStopped() };
  return {
    recording: seen.isDone ? recording : null,
    isWhole: recorder.tape.isWhole,
    code: codeOf({ ...seen, left: left.length, differs: recording.report.counts.differs }),
    presented: [...recorder.presented],
  };
}

/** Nothing was changed. */
const NOT_CHECKED: Outcome = { recording: null, isWhole: false, code: EXIT.rejected, presented: [] };

/** Whether the checks can be done with a cluster as it is configured; says why not. */
function isFit({ name, tenant = DEFAULT_TENANT, zeebe }: ClusterConfig, say: Around['say']): boolean {
  const why =
    tenant === DEFAULT_TENANT
      ? 'its brokers are given by their node ids. List the address of each.'
      : `it is the physical tenant "${tenant}", and only the default one can be checked. Leave orchestration.tenant out.`;
  if (tenant === DEFAULT_TENANT && zeebe.brokerPattern === undefined) return true;
  say(`${name} was not checked, and nothing was called: ${why}`);
  return false;
}

function after(ms: number): () => boolean {
  const began = performance.now();
  return () => performance.now() - began >= ms;
}

/** Where the checks stopped, and why, as far as the answers show it. */
function stoppedAt(results: readonly CheckResult[], checks: readonly Check[]): string[] {
  const differing = results.filter(({ result }) => result === 'differs');
  const idRefused = differing.some((each) => each.component === 'zeebe' && each.seen === 'id-in-use');
  return [
    `${results.length} of ${checks.length} checks were done, so there is no report.`,
    ...differing.map((each) => `  ${each.name} of ${each.component}: ${seenIn(each)}`),
    ...(idRefused
      ? [
          '  Zeebe accepts no id below one that it ever took, also of a backup that is deleted. If another tool takes ids above the time in seconds, such as milliseconds, this cluster cannot be checked.',
        ]
      : []),
  ];
}

function leftInWords({ component, id, problem }: Left): string {
  return `Backup ${id} of ${component} may be left: ${problem}. Look for it, and delete it by hand.`;
}

function recordingOf(
  cluster: ClusterConfig,
  { version, ids, pausesSoftly, components }: Ready,
  { exchanges, results }: { exchanges: Recording['exchanges']; results: CheckResult[] },
): Recording {
  const { name, generation, records } = cluster;
  const { engine } = records;
  if (engine === 'none') throw new TypeError('a relational cluster has no recording: it was refused');
  return {
    schemaVersion: 1,
    recordedAt: new Date().toISOString(),
    ...{ cluster: name, version, generation, engine, components, pausesSoftly, ids },
    addresses: addressesOf(cluster).map((each) => ({
      name: each.name,
      contextPath: new URL(each.url).pathname.replace(/\/+$/, ''),
    })),
    exchanges: [...exchanges],
    report: reportOf({ cluster: name, version, generation, ids }, results),
  };
}

/** The worst of what happened. Pure. */
export function codeOf(seen: {
  runs: boolean;
  isDone: boolean;
  isStopped: boolean;
  left: number;
  differs: number;
}): number {
  if (!seen.runs) return EXIT.exportingNotRunning;
  if (!seen.isDone) return seen.isStopped ? EXIT.interrupted : EXIT.failed;
  if (seen.differs > 0) return EXIT.verifyFailed;
  return seen.left > 0 ? EXIT.failed : EXIT.ok;
}
