import { Injectable } from '@nestjs/common';
import { resumeReachable } from '#camunda';
import { reachableRuns, reachInWords, type ExportingState, type StepName } from '#domain';
import { ClusterClients } from '../cluster-clients.ts';
import { Step, type PassResult, type StepContext } from '../steps/step.ts';
import { exportingIncomplete } from './exporting-incomplete.ts';

/** A broker that restarts is back within this; for one that is not, the run need not stay open (ms). */
const BROKERS_MS = 30_000;

/**
 * Makes exporting run again and reads it back from every broker. It does not give up before everything that can be reached
 * exports. When brokers stay down for longer, it fails: the pause stays on record, and the reconciler lifts what is left of
 * it when they are back. A pause that this run did not make is not lifted: it belongs to an operator or another tool.
 */
@Injectable()
export class ResumeExportingStep extends Step {
  readonly name: StepName = 'resume-exporting';
  override readonly always = true;

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): null {
    return null;
  }

  async pass(context: StepContext): Promise<PassResult> {
    if (context.pause === null) return this.report(context);
    const asked = context.memory.intendedAt !== null;
    let exporting = asked ? await this.read(context) : 'unknown';
    // Asked for at least once, even where every phase reads EXPORTING: our pause may not have arrived yet.
    if (exporting !== 'running') {
      await context.intend('resume exporting');
      const resumed = await resumeReachable(this.clients.of(context.cluster.name), () =>
        context.mutate((call) => Promise.resolve(call)),
      );
      exporting = resumed.state;
      const answer = reachInWords(resumed);
      if (reachableRuns(resumed) && elapsed(context) > BROKERS_MS)
        return { done: true, exporting, answer, failure: exportingIncomplete(resumed) };
      if (exporting !== 'running') return { done: false, exporting, answer: `${answer}; resuming again` };
    }
    return { done: true, exporting, pause: 'over', answer: 'exporting runs on every partition' };
  }

  /** Nothing to resume: says what exporting does now, and does not hold the run up when Zeebe cannot be read. */
  private async report(context: StepContext): Promise<PassResult> {
    const exporting = await this.read(context);
    return { done: true, exporting, answer: `this run did not pause exporting; it is ${exporting}` };
  }

  private async read(context: StepContext): Promise<ExportingState> {
    const { topology } = this.clients.of(context.cluster.name);
    return (await topology.reach(context.look())).state;
  }
}

/** Since the step began (ms). */
function elapsed({ step }: StepContext): number {
  return step.startedAt === null ? 0 : Date.now() - Date.parse(step.startedAt);
}
