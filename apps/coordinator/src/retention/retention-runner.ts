import { Injectable, Logger } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { RetentionRun } from '#contracts';
import { RetentionStore, SetNotes, RunStore, type StoredRetention } from '#redis';
import { ProblemError } from '../http/problem.error.ts';
import { ALLOWED_CHECK } from '../sets/deletion-allowed.ts';
import { DeletionsService } from '../sets/deletions.service.ts';
import { newRetentionRun, withStep, type RetentionStep } from './retention-run.ts';
import { RetentionFactsReader } from '../sets/retention-facts.reader.ts';
import { doomedOf } from './retention-view.ts';

/** The time until the next try when something could not be read (ms). */
const AGAIN_MS = 30_000;

/** Refusals of a deletion that mean: this set stays. */
const STAYS = new Set(['set-foreign', 'set-kept', 'last-complete-set', 'set-running']);

type Going = StoredRetention & { run: RetentionRun };

/**
 * Does retention runs, one small step per call. The state is read from the record, so any process can continue after a
 * crash at any line. Every deletion is a run of its own under the cluster's lock, and is decided again right before.
 */
@Injectable()
export class RetentionRunner {
  private readonly logger = new Logger(RetentionRunner.name);
  private readonly notBefore = new Map<string, number>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RetentionStore,
    private readonly runs: RunStore,
    private readonly survey: RetentionFactsReader,
    private readonly deletions: DeletionsService,
    private readonly notes: SetNotes,
  ) {}

  /**
   * Takes the next steps of the current retention run, up to the next deletion, or starts the run that was requested.
   * Idempotent in its result. @throws Error when Redis or a component does not answer; call it again
   */
  async advance(cluster: ClusterConfig): Promise<void> {
    if (performance.now() < (this.notBefore.get(cluster.name) ?? 0)) return;
    const stored = await this.store.last(cluster.name);
    const { run } = stored;
    if (run && run.finishedAt === null) {
      let going: Going | null = { ...stored, run };
      while (going !== null) going = await this.goOn(cluster, going);
      return;
    }
    const wanted = await this.store.wanted(cluster.name);
    if (wanted !== null) await this.begin(cluster, stored, wanted);
  }

  private async begin(cluster: ClusterConfig, before: StoredRetention, by: string): Promise<void> {
    const { name, retention } = cluster;
    if (!retention) return this.store.unwanted(name);
    if ((await this.runs.busyWith(name)) !== null) return;
    const { verdicts, problems } = await this.survey.decide(name, retention);
    if (this.putOff(name, problems)) return;
    const run = newRetentionRun(name, doomedOf(verdicts), by);
    await this.store.write(name, before, { run, answers: true });
    if (run.sets.length > 0)
      this.logger.log(`${name}: retention (${by}) is to delete ${run.sets.length} sets`);
  }

  /** @returns the run as it is on record when there is more to do at once; null to wait for something */
  private async goOn(cluster: ClusterConfig, going: Going): Promise<Going | null> {
    const { sets } = going.run;
    const current = sets.find(({ state }) => state === 'deleting');
    if (current) return this.follow(cluster.name, going, current);
    const next = sets.find(({ state }) => state === 'waiting');
    if (!next) return null;
    const begun = await this.begunDeletion(cluster.name, going.run, next.backupId);
    if (begun !== null) return this.move(going, { ...next, state: 'deleting', deletionId: begun });
    if ((await this.runs.busyWith(cluster.name)) !== null) return null;
    const held = await this.heldNow(cluster, next.backupId);
    if (held === 'unknown') return null;
    if (held) return this.move(going, { ...next, ...held });
    return this.delete(cluster, going, next);
  }

  private async follow(name: string, going: Going, step: RetentionStep): Promise<Going | null> {
    const deletion = await this.runs.find(name, step.deletionId ?? 0);
    if (deletion && deletion.phase !== 'done') return null;
    if (deletion?.outcome === 'completed') return this.move(going, { ...step, state: 'deleted' });
    const message = deletion
      ? `its deletion ended as ${deletion.outcome ?? 'unknown'}: ${deletion.failure?.message ?? 'no cause is on record'}`
      : 'the record of its deletion was lost';
    // A user marked the set as kept, or the rules began to keep it, just before the deletion held the cluster.
    const held = deletion?.checks.find(({ name: about, ok }) => about === ALLOWED_CHECK && !ok);
    if (held) return this.move(going, { ...step, state: 'kept', message: held.message });
    return this.move(going, { ...step, state: 'failed', message });
  }

  /** A deletion of this run, started by a process that ended before it could record it. */
  private async begunDeletion(name: string, run: RetentionRun, backupId: number): Promise<number | null> {
    const [note] = await this.notes.of(name, [backupId]);
    if (!note?.deletionId) return null;
    const deletion = await this.runs.find(name, note.deletionId);
    const isOurs = deletion?.setId === backupId && deletion.requestedAt >= run.startedAt;
    return isOurs ? note.deletionId : null;
  }

  /** Why it is not deleted after all, from facts of this moment; null when it still is. */
  private async heldNow(
    { name, retention }: ClusterConfig,
    backupId: number,
  ): Promise<Pick<RetentionStep, 'state' | 'message'> | 'unknown' | null> {
    if (!retention) return { state: 'kept', message: 'retention is no longer configured' };
    const { verdicts, problems } = await this.survey.decide(name, retention);
    if (this.putOff(name, problems)) return 'unknown';
    const now = verdicts.find((each) => each.backupId === backupId);
    if (!now) return { state: 'deleted', message: 'it was gone already' };
    return now.verdict === 'delete' ? null : { state: 'kept', message: now.reasons.join(', ') };
  }

  private async delete(cluster: ClusterConfig, going: Going, step: RetentionStep): Promise<Going | null> {
    const origin = { type: 'retention', by: going.run.by } as const;
    try {
      const { number } = await this.deletions.delete(cluster, step.backupId, { force: false, origin });
      return await this.move(going, { ...step, state: 'deleting', deletionId: number });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.kind === 'cluster-busy') return null;
      if (error.kind === 'store-unavailable') {
        this.putOff(cluster.name, [error.message]);
        return null;
      }
      const state = STAYS.has(error.kind) ? 'kept' : 'failed';
      return this.move(going, { ...step, state, message: error.message });
    }
  }

  /** Of two processes only one continues: the other finds that the record has changed. */
  private async move(going: Going, step: RetentionStep): Promise<Going | null> {
    const run = withStep(going.run, step, new Date());
    const written = await this.store.write(run.cluster, going, { run });
    if (!written) return null;
    const message = step.message === null ? '' : ` (${step.message})`;
    this.logger.log(`${run.cluster}: retention: backup ${step.backupId} ${step.state}${message}`);
    return step.state === 'deleting' ? null : { run, text: written.text };
  }

  private putOff(name: string, problems: readonly string[]): boolean {
    const [problem] = problems;
    if (problem === undefined) return false;
    this.notBefore.set(name, performance.now() + AGAIN_MS);
    this.logger.warn(`${name}: retention waits: ${problem}`);
    return true;
  }
}
