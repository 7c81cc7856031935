import { Injectable } from '@nestjs/common';
import { StepFailure, type ExportingState, type StepName } from '#domain';
import { ClusterClients, Step, type PassResult, type StepContext } from '#engine';

/** A cluster whose brokers all answer pauses in well under a second. */
const DEADLINE_MS = 60_000;

/**
 * Soft-pauses exporting and reads it back from every broker: the answer to the call says little, since a failure
 * comes with HTTP 200, too. The pause intent is on record before the call, for any process that survives.
 */
@Injectable()
export class PauseExportingStep extends Step {
  readonly name: StepName = 'pause-exporting';

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const before = await this.read(context);
    refuseForeign(before, context);
    if (before === 'softPaused') return holds();
    await context.intend('soft-pause exporting', {
      kind: context.run.kind,
      number: context.run.number,
      runId: context.run.runId,
      fence: context.run.fence,
      deadline: context.pause?.deadline ?? Date.now() + context.cluster.pauseBudget,
    });
    await context.mutate((call) => this.clients.of(context.cluster.name).exporting.softPause(call));
    const after = await this.read(context);
    return after === 'softPaused'
      ? holds()
      : { done: false, exporting: after, answer: `exporting is ${after}; pausing again` };
  }

  private read(context: StepContext): Promise<ExportingState> {
    return this.clients.of(context.cluster.name).partitions.exporting(context.look());
  }
}

/**
 * A foreign pause is neither taken over nor changed: a soft pause over a hard one exports nothing and reports
 * SOFT_PAUSED, and the other way round the broker cannot start again (recorded on 8.6.0).
 */
function refuseForeign(exporting: ExportingState, context: StepContext): void {
  const ours = context.pause !== null;
  if (exporting === 'running' || (ours && exporting !== 'paused')) return;
  if (!ours && exporting === 'unknown') {
    throw StepFailure.transient(
      'unexpected-answer',
      'not every partition shows a leader with an exporter phase yet',
      { component: 'zeebe' },
    );
  }
  throw StepFailure.permanent(
    'pause-foreign',
    `exporting is already ${exporting}, and this run did not ask for it. Find out who paused it, resume it (POST /actuator/exporting/resume), then run again.`,
    { component: 'zeebe', answer: exporting },
  );
}

function holds(): PassResult {
  return { done: true, exporting: 'softPaused', pause: 'holds', answer: 'every partition is soft-paused' };
}
