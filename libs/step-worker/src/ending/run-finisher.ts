import { Inject, Injectable } from '@nestjs/common';
import type { JournalEntry, Run, RunJob } from '#contracts';
import { causeOf, outcomeOf, phasesBefore } from '#domain';
import { FencedOut } from '#coordination';
import { RunAccess } from '../run-access.ts';
import { DeadMan } from './dead-man.ts';

/** Writes the end of a run and gives the lock back, in one write. Idempotent. */
@Injectable()
export class RunFinisher {
  constructor(
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(DeadMan) private readonly deadMan: DeadMan,
  ) {}

  /** Call it only after exporting was settled. @throws FencedOut when the run lost its lock */
  async finish(job: RunJob): Promise<Run['outcome']> {
    const run = await this.access.store.find(job.cluster, job.backupId);
    if (run?.runId !== job.runId) throw new FencedOut(job.runId, job.fence);
    if (run.phase === 'done') return run.outcome;
    const outcome = outcomeOf(run);
    const failure = outcome === 'completed' ? null : causeOf(run.steps);
    const at = new Date().toISOString();
    const message = failure ? `${outcome}: ${failure.message}` : outcome;
    const entry: JournalEntry = {
      type: 'run-finished',
      at,
      by: this.access.holder,
      step: null,
      message,
      failure,
    };
    await this.access.store.write(job, {
      guards: [['phase', phasesBefore('done')]],
      fields: [
        ['phase', 'done'],
        ['outcome', outcome],
        ['finishedAt', at],
        ['failure', JSON.stringify(failure)],
      ],
      entries: [entry],
      release: true,
    });
    await this.deadMan.disarm(job);
    return outcome;
  }
}
