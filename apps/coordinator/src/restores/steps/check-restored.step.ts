import { Inject, Injectable } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import { documentsByFamily, planOf, StepFailure, type StepName } from '#domain';
import { ClusterClients, CONFIG, Step, type PassResult, type StepContext } from '#engine';

/** Documents in these come and go by themselves: sessions, work queues of an importer, drafts of a task. */
const TRANSIENT = /-(web-session|import-position|post-importer-queue|draft-task-variable)\b/;
/** Importers that had nothing to catch up with when the set was taken still need a moment to start (ms). */
const LEAST_MS = 60_000;

/**
 * Reads back what matters: every partition exports, and every index family holds at least as many documents as when
 * the set was taken. A cluster that is in use has more soon.
 */
@Injectable()
export class CheckRestoredStep extends Step {
  readonly name: StepName = 'check-restored';

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly clients: ClusterClients,
  ) {
    super();
  }

  deadlineMs(): number {
    return this.patienceMs() + 300_000;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const { topology } = this.clients.of(context.cluster.name);
    const exporting = await topology.exporting(context.look());
    if (exporting !== 'running') return { done: false, exporting, answer: `exporting is ${exporting}` };
    const expected = planOf(context.run)?.documents ?? null;
    if (expected === null)
      return {
        done: true,
        exporting,
        answer: 'every partition exports; the documents of the set were not counted',
      };
    const found = await this.documents(context);
    const lacking = Object.entries(expected).filter(
      ([family, count]) => !TRANSIENT.test(family) && (found[family] ?? 0) < count,
    );
    if (lacking.length === 0) return { done: true, exporting, answer: summary(expected, found) };
    const message = lacking.map(
      ([family, count]) => `${family} has ${found[family] ?? 0} of ${count} documents`,
    );
    if (this.isEarly(context)) return { done: false, exporting, answer: message.slice(0, 3).join('; ') };
    throw StepFailure.permanent(
      'documents-missing',
      `every partition exports, but ${message.join('; ')}. Look into the logs of Operate and Tasklist, or restore again.`,
      { component: 'records' },
    );
  }

  private async documents(context: StepContext): Promise<Record<string, number>> {
    const { restores } = this.clients.of(context.cluster.name);
    const patterns = context.cluster.restore?.indices ?? [];
    return documentsByFamily(await restores.indices(patterns, context.look()));
  }

  private isEarly({ step }: StepContext): boolean {
    return step.startedAt === null || Date.now() - Date.parse(step.startedAt) < this.patienceMs();
  }

  private patienceMs(): number {
    return Math.max(this.config.steps.settleTimeout, LEAST_MS);
  }
}

function summary(expected: Record<string, number>, found: Record<string, number>): string {
  const families = Object.keys(expected).filter((family) => !TRANSIENT.test(family));
  const sum = (of: Record<string, number>): number =>
    families.reduce((total, family) => total + (of[family] ?? 0), 0);
  const more = sum(found) - sum(expected);
  const rest = more === 0 ? 'as many as when the set was taken' : `${more} more than when the set was taken`;
  return `every partition exports; ${sum(found)} documents in ${families.length} index families, ${rest}`;
}
