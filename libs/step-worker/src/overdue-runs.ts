import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { JournalEntry, Run } from '#contracts';
import { stepField, stepStateField, withoutState, type PauseIntent, type RunReference } from '#coordination';
import { phasesBefore, StepFailure, type FailureDetail } from '#domain';
import { ClusterClients } from './cluster-clients.ts';
import { RunAccess } from './run-access.ts';

const CALL_MS = 3_000;

/** Ends a run whose pause has outlasted its budget: takes it over, resumes exporting, and fails it. */
@Injectable()
export class OverdueRuns {
  private readonly logger = new Logger(OverdueRuns.name);

  constructor(
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(ClusterClients) private readonly clients: ClusterClients,
  ) {}

  /** Idempotent: two processes may try at once, one takes over, and a later try goes on where it stood. */
  async end(cluster: ClusterConfig, intent: PauseIntent): Promise<void> {
    const before: RunReference = { cluster: cluster.name, ...intent };
    const run = await this.access.leases.takeOver(before);
    if (!run) return;
    const message = `taken over by ${this.access.holder}: exporting was still paused after the pause budget`;
    this.logger.warn(`${cluster.name}: backup ${run.backupId} ${message}`);
    await this.access.store.write(run, {
      fields: [['exporting', 'unknown']],
      entries: [this.entry('run-taken-over', message)],
      intent: { ...intent, fence: run.fence },
    });
    const { exporting, partitions } = this.clients.of(cluster.name);
    const caller = `holdfast (${this.access.holder}; run=${run.runId}; backup=${run.backupId}; fence=${run.fence})`;
    await exporting.resume({ timeoutMs: CALL_MS, caller });
    const state = await partitions.exporting({ timeoutMs: CALL_MS, caller });
    if (state !== 'running') throw new Error(`exporting is ${state} after it was resumed; trying again`);
    await this.fail(run);
  }

  private async fail(reference: RunReference): Promise<void> {
    const run = await this.access.store.find(reference.cluster, reference.backupId);
    if (!run || run.phase === 'done') return;
    const at = new Date().toISOString();
    const failure = StepFailure.permanent(
      'pause-budget-used-up',
      'exporting was paused beyond the pause budget and nothing moved; the run was taken over and exporting resumed. Check that every worker runs.',
    ).detail;
    await this.access.store.write(reference, {
      guards: [['phase', phasesBefore('done')]],
      fields: [
        ...endedSteps(run, failure, at),
        ['phase', 'done'],
        ['outcome', 'failed'],
        ['exporting', 'running'],
        ['resumedAt', at],
        ['finishedAt', at],
        ['failure', JSON.stringify(failure)],
      ],
      entries: [
        this.entry('exporting-resumed', 'every partition exports again'),
        { ...this.entry('run-finished', 'failed'), failure },
      ],
      intent: 'clear',
      release: true,
    });
  }

  private entry(type: JournalEntry['type'], message: string): JournalEntry {
    return { type, at: new Date().toISOString(), by: this.access.holder, step: null, message, failure: null };
  }
}

/** What was running has failed; what never started was skipped. */
function endedSteps(run: Run, failure: FailureDetail, at: string): [string, string][] {
  return run.steps.flatMap((step): [string, string][] => {
    if (step.state === 'pending') return [[stepStateField(step.name), 'skipped']];
    if (step.state !== 'running') return [];
    return [
      [stepStateField(step.name), 'failed'],
      [stepField(step.name), JSON.stringify(withoutState({ ...step, finishedAt: at, failure }))],
    ];
  });
}
