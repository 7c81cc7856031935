import { Injectable } from '@nestjs/common';
import type { ExportingState, StepName } from '#domain';
import { ClusterClients } from '../cluster-clients.ts';
import { Step, type PassResult, type StepContext } from '../steps/step.ts';

/**
 * Makes exporting run again and reads it back from every broker. It never gives up. A pause that this run did not
 * make is not lifted: it belongs to somebody else.
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
    // Asked for at least once, even where every phase reads EXPORTING: a pause of ours may not have arrived yet.
    if (exporting !== 'running') {
      const { exporting: exportingApi } = this.clients.of(context.cluster.name);
      await context.intend('resume exporting');
      await context.mutate((call) => exportingApi.resume(call));
      exporting = await this.read(context);
    }
    if (exporting !== 'running')
      return { done: false, exporting, answer: `exporting is ${exporting}; resuming again` };
    return { done: true, exporting, pause: 'over', answer: 'exporting runs on every partition' };
  }

  /** Nothing to resume: says what exporting does now, and does not hold the run up when Zeebe cannot be read. */
  private async report(context: StepContext): Promise<PassResult> {
    const exporting = await this.read(context).catch((): ExportingState => 'unknown');
    return { done: true, exporting, answer: `this run did not pause exporting; it is ${exporting}` };
  }

  private read(context: StepContext): Promise<ExportingState> {
    return this.clients.of(context.cluster.name).partitions.exporting(context.look());
  }
}
