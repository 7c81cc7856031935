import { Inject, Injectable, Logger } from '@nestjs/common';
import { resumeReachable, type Resumed } from '#camunda';
import type { ClusterConfig } from '#config';
import type { JournalEntry } from '#contracts';
import {
  ENDING_FIELD,
  FencedOut,
  journalEntry,
  RunStore,
  LeaseStore,
  PauseWindows,
  type PauseIntent,
  type RunReference,
} from '#redis';
import {
  nameOf,
  phasesBefore,
  reachableRuns,
  reachInWords,
  type FailureDetail,
  type RunRecord,
} from '#domain';
import { HOLDER } from '../tokens.ts';
import { Metrics } from '#observability';
import { ClusterClients } from '../cluster-clients.ts';
import { callerOf } from '../runs/caller-of.ts';
import { permittedCall, type MutatingCall } from '../steps/permitted-call.ts';
import { closeOpenSteps } from '../runs/close-open-steps.ts';
import { DeadManSwitch } from '../pauses/dead-man-switch.ts';

const CALL_MS = 3_000;
/** The process that ends a run shows at least this often that it still works on it; after that another one may try (ms). */
const OTHERS_MS = 7_000;

/** Kept in the run record while it is being ended from outside. */
interface Ending {
  by: string;
  attempt: number;
  failure: FailureDetail;
}

interface Claim {
  reference: RunReference;
  cause: FailureDetail;
  /** The pause of the run; null where it has none. */
  intent: PauseIntent | null;
  /** How often it was tried to end the run, counting this one. */
  attempt: number;
}

/** After this many tries, a broker that is down no longer keeps the run open. */
const TRIES_FOR_BROKERS = 5;

/**
 * Ends a run that cannot end itself: takes it over, makes exporting run again where the run had paused it, and fails
 * it truthfully. The run stays open until exporting was read back.
 */
@Injectable()
export class RunTakeover {
  private readonly logger = new Logger(RunTakeover.name);
  /** Endings of this process, by run: under one fence, none of two could know that the other has ended the run. */
  private readonly underWay = new Map<string, Promise<boolean>>();
  /** Endings of other processes, and since when they have not moved, on the monotonic clock. */
  private readonly others = new Map<string, { mark: string; since: number }>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RunStore,
    private readonly leases: LeaseStore,
    private readonly metrics: Metrics,
    @Inject(HOLDER) private readonly holder: string,
    private readonly clients: ClusterClients,
    private readonly deadMan: DeadManSwitch,
    private readonly windows: PauseWindows,
  ) {}

  /**
   * Idempotent: of several processes one takes the run over, and a later call continues where the last one stopped. Within a
   * process the dead man and the supervisor may ask at the same time: both wait for the same ending.
   * @param at `isElsewhere`: exporting was paused at another address than that of `cluster`. Then nothing that is read here
   *   proves that it runs, and the pause stays on record
   * @returns whether the run has ended; false when another process is at it
   * @throws Error when exporting does not run again yet, StepFailure, FencedOut or Redis's error: call it again soon
   */
  end(
    cluster: ClusterConfig,
    run: RunRecord,
    failure: FailureDetail,
    at: { isElsewhere: boolean } = { isElsewhere: false },
  ): Promise<boolean> {
    const known = this.underWay.get(run.runId);
    if (known) return known;
    const ending = this.endOnce(cluster, run, { failure, ...at }).finally(() =>
      this.underWay.delete(run.runId),
    );
    this.underWay.set(run.runId, ending);
    return ending;
  }

  private async endOnce(
    cluster: ClusterConfig,
    run: RunRecord,
    { failure, isElsewhere }: { failure: FailureDetail; isElsewhere: boolean },
  ): Promise<boolean> {
    const begun = performance.now();
    const claimed = await this.claim(run, failure);
    if (!claimed) return false;
    const { reference, cause, intent, attempt } = claimed;
    const resumed = intent ? await this.resume(cluster, reference, { begun, attempt }) : null;
    await this.fail(reference, cause, resumed && { ...resumed, isElsewhere });
    await Promise.all([this.deadMan.disarm(reference), this.windows.leave(reference)]);
    return true;
  }

  private async claim(run: RunRecord, failure: FailureDetail): Promise<Claim | null> {
    const { cluster, kind, number, runId, fence } = run;
    const text = await this.store.field(cluster, number, ENDING_FIELD);
    const former = text === null ? null : (JSON.parse(text) as Ending);
    const mine = former?.by === this.holder;
    if (text !== null && !mine && this.isAlive(runId, text)) return null;
    const stored = await this.store.pauseIntent(cluster);
    const intent = stored?.runId === runId ? stored : null;
    const before: RunReference = { cluster, kind, number, runId, fence };
    const cause = former?.failure ?? failure;
    const reference = mine ? await this.goOn(before) : await this.leases.takeOver(before);
    if (!reference) return null;
    const ending: Ending = { by: this.holder, attempt: (former?.attempt ?? 0) + 1, failure: cause };
    const message = `taken over by ${this.holder}: ${cause.message}`;
    if (!mine) this.logger.warn(`${cluster}: ${nameOf(run)} ${message}`);
    await this.store.write(reference, {
      fields: [
        [ENDING_FIELD, JSON.stringify(ending)],
        ...(intent ? [['exporting', 'unknown'] as [string, string]] : []),
      ],
      entries: mine ? [] : [this.entry('run-taken-over', message)],
      ...(intent && { intent: { ...intent, fence: reference.fence } }),
    });
    return { reference, cause, intent, attempt: ending.attempt };
  }

  private async goOn(run: RunReference): Promise<RunReference | null> {
    try {
      await this.leases.renew(run);
      return run;
    } catch (error) {
      if (error instanceof FencedOut) return null;
      throw error;
    }
  }

  /** Without clocks of other machines: a mark that this process saw unchanged for long is a dead one. */
  private isAlive(runId: string, mark: string): boolean {
    const known = this.others.get(runId);
    if (known?.mark === mark) return performance.now() - known.since < OTHERS_MS;
    this.others.set(runId, { mark, since: performance.now() });
    return true;
  }

  /**
   * @param tried `begun`: before the mark was set that keeps others away (ms, monotonic)
   * @returns what came of it: exporting runs, or runs on everything that can be reached
   */
  private async resume(
    cluster: ClusterConfig,
    run: RunReference,
    { begun, attempt }: { begun: number; attempt: number },
  ): Promise<Resumed> {
    const caller = callerOf(run, this.holder);
    await this.store.write(run, {
      entries: [{ ...this.entry('resume-intended', 'resume exporting'), step: 'resume-exporting' }],
    });
    const next = async (): Promise<MutatingCall> => {
      const permission = await this.leases.renew(run);
      const remainingMs = (): number =>
        Math.min(permission.remainingMs(), begun + OTHERS_MS - performance.now());
      const call = permittedCall({ caller, timeoutMs: CALL_MS, remainingMs });
      call.permit();
      return call;
    };
    const resumed = await resumeReachable(this.clients.of(cluster.name), next);
    if (resumed.state === 'running') return resumed;
    if (reachableRuns(resumed) && attempt >= TRIES_FOR_BROKERS) return resumed;
    this.metrics.exporting.resumeFailed(cluster.name, 'supervisor');
    throw new Error(`after it was resumed, ${reachInWords(resumed)}; trying again`);
  }

  /** @param resumed null for a run that had not paused exporting */
  private async fail(
    reference: RunReference,
    failure: FailureDetail,
    resumed: (Resumed & { isElsewhere: boolean }) | null,
  ): Promise<void> {
    const run = await this.store.find(reference.cluster, reference.number);
    if (!run || run.phase === 'done') return;
    const at = new Date().toISOString();
    const closed = closeOpenSteps(run.steps, { at, by: this.holder, failure: () => failure });
    const runs = resumed?.state === 'running' && !resumed.isElsewhere;
    const exporting = resumed?.isElsewhere ? 'unknown' : resumed?.state;
    await this.store.write(reference, {
      guards: [['phase', phasesBefore('done')]],
      fields: [
        ...closed.fields,
        ['phase', 'done'],
        ['outcome', 'failed'],
        ...(exporting ? [['exporting', exporting] as [string, string]] : []),
        ...(runs ? [['resumedAt', at] as [string, string]] : []),
        ['finishedAt', at],
        ['failure', JSON.stringify(failure)],
      ],
      entries: [
        ...(runs ? [this.entry('exporting-resumed', 'every partition exports again')] : []),
        ...(resumed && !runs ? [this.entry('exporting-incomplete', leftInWords(resumed))] : []),
        ...closed.entries,
        { ...this.entry('run-finished', `failed: ${failure.message}`), failure },
      ],
      // What is left of a pause stays on record until the brokers are back.
      intent: runs ? 'clear' : 'keep',
      release: true,
    });
  }

  private entry(type: JournalEntry['type'], message: string): JournalEntry {
    return journalEntry({ type, by: this.holder, message });
  }
}

function leftInWords(resumed: Resumed & { isElsewhere: boolean }): string {
  return resumed.isElsewhere
    ? 'exporting was paused at another address than the present one, and was not read there'
    : reachInWords(resumed);
}
