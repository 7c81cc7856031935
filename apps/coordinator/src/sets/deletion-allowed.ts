import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { SetNotes } from '#redis';
import { isBoundByRetention, type PreflightCheck, type RunRecord } from '#domain';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { ProblemError } from '../http/problem.error.ts';
import { check, CheckFailed } from '../checks/check.ts';
import { RetentionFactsReader } from './retention-facts.reader.ts';
import { refuseForeign, SetProtection } from './set-protection.ts';

/** Name of the check by which a deletion is no longer allowed. */
export const ALLOWED_CHECK = 'set-may-go';

/**
 * Whether a deletion is still allowed, asked under the lock: before its start an operator may have kept the set, or
 * another deletion may have made it one of the last.
 */
@Injectable()
export class DeletionAllowed {
  constructor(
    private readonly notes: SetNotes,
    private readonly catalogue: CatalogueService,
    private readonly protection: SetProtection,
    private readonly survey: RetentionFactsReader,
  ) {}

  examine(run: RunRecord, cluster: ClusterConfig): Promise<PreflightCheck> {
    return check({ name: ALLOWED_CHECK, component: 'coordinator' }, async () => {
      try {
        return await this.judge(run, cluster);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        throw new CheckFailed(error.message, 'Look at the set again, then decide.');
      }
    });
  }

  private async judge(run: RunRecord, { name, retention }: ClusterConfig): Promise<string> {
    const { setId } = run;
    const known = await this.catalogue.examine(name, setId);
    refuseForeign(known);
    const [note] = await this.notes.of(name, [setId]);
    if (note?.forcedId === run.number) return 'it was forced';
    await this.protection.refuse(name, known);
    if (!isBoundByRetention(run.origin)) return 'it is not kept, and not the last complete one';
    if (!retention) throw new CheckFailed('retention is no longer configured', 'Delete it by hand.');
    const { verdicts, problems } = await this.survey.decide(name, retention);
    const [problem] = problems;
    if (problem !== undefined) throw new CheckFailed(problem, 'Retention tries again after the next backup.');
    const verdict = verdicts.find(({ backupId }) => backupId === setId);
    if (verdict?.verdict === 'keep')
      throw new CheckFailed(`by now it stays: ${verdict.reasons.join(', ')}`, 'There is nothing to do.');
    return 'no rule of retention keeps it';
  }
}
