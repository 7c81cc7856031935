import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { ApplyRetention, RetentionPreview, RetentionRun } from '#contracts';
import { RetentionStore } from '#redis';
import { ProblemError } from '../http/problem.error.ts';
import { newRetentionRun } from './retention-run.ts';
import { RetentionFactsReader } from '../sets/retention-facts.reader.ts';
import { doomedOf, hashOf, previewOf } from './retention-view.ts';

/** Shows what retention would do, and takes the word of a person to do it. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly survey: RetentionFactsReader,
    private readonly store: RetentionStore,
  ) {}

  /** Changes nothing. @throws ProblemError store-unavailable */
  async preview({ name, retention }: ClusterConfig): Promise<RetentionPreview> {
    if (retention) return previewOf(name, retention, await this.survey.decide(name, retention));
    const at = new Date().toISOString();
    const problems = [`cluster "${name}" has no retention section: nothing is ever deleted`];
    return { cluster: name, at, policy: null, decisions: [], problems, hash: hashOf(name, []) };
  }

  /**
   * Has everything deleted that a preview showed. Not idempotent: a hash is good until its deletions begin.
   * @param by who asks for it
   * @throws ProblemError no-retention | preview-stale | retention-running | store-unavailable: nothing
   *   was touched
   */
  async apply(
    { name, retention }: ClusterConfig,
    { hash }: ApplyRetention,
    by: string,
  ): Promise<RetentionRun> {
    if (!retention)
      throw new ProblemError(
        'no-retention',
        `Cluster "${name}" has no retention section in the configuration.`,
      );
    const before = await this.store.last(name);
    if (before.run && before.run.finishedAt === null) throw running(before.run);
    const { verdicts, problems } = await this.survey.decide(name, retention);
    const [problem] = problems;
    if (problem !== undefined) throw new ProblemError('store-unavailable', `Nothing was touched: ${problem}`);
    const doomed = doomedOf(verdicts);
    if (hashOf(name, doomed) !== hash)
      throw new ProblemError(
        'preview-stale',
        'Nothing was touched: by now other sets would be deleted than the preview showed. Read a new one.',
      );
    const written = await this.store.write(name, before, { run: newRetentionRun(name, doomed, by) });
    if (written?.run) return written.run;
    throw running((await this.store.last(name)).run);
  }

  /** The last retention run, also one in progress. @throws ProblemError not-found */
  async last(name: string): Promise<RetentionRun> {
    const { run } = await this.store.last(name);
    if (run) return run;
    throw new ProblemError(
      'not-found',
      `Retention of cluster "${name}" has not run yet, as far as Redis knows.`,
    );
  }
}

function running(run: RetentionRun | null): ProblemError {
  const about = run ? ` It was started at ${run.startedAt} by ${run.by}.` : '';
  return new ProblemError(
    'retention-running',
    `Another retention run is in progress.${about} Wait for its end.`,
  );
}
