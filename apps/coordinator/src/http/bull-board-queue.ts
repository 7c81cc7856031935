import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { Queue } from 'bullmq';
import { RUN_KINDS, type RunKind } from '#domain';

/** What Bull Board knows of a job. */
interface ShownJob {
  name?: string;
  data?: unknown;
}

/**
 * A queue as Bull Board shows it: jobs by cluster, run and step, each with a link to the page of its run. Nothing can be changed:
 * a job that is removed or promoted by hand would have to be found again by those that watch over its run.
 */
export class BullBoardQueue extends BullMQAdapter {
  constructor(queue: Queue, { description = '' }: { description?: string } = {}) {
    super(queue, {
      readOnlyMode: true,
      description,
      externalJobUrl: (job) => {
        const run = runOf(job);
        return run === null
          ? { displayText: 'Holdfast', href: '/' }
          : { displayText: `${run.cluster}: ${run.kind} ${run.number}`, href: hrefOf(run) };
      },
    });
    this.setFormatter('name', (job) => titleOf(job as ShownJob));
  }
}

interface Run {
  cluster: string;
  kind: RunKind;
  number: number;
}

/** `prod, backup 1795000000: backup-zeebe`; the name of a job that belongs to no run. Pure. */
export function titleOf(job: ShownJob): string {
  const run = runOf(job);
  const name = job.name ?? '';
  if (run !== null) return `${run.cluster}, ${run.kind} ${run.number}: ${name}`;
  const { cluster, schedule } = fieldsOf(job);
  return typeof cluster === 'string' && typeof schedule === 'string'
    ? `${cluster}, schedule ${schedule}: ${name}`
    : name;
}

function hrefOf({ cluster, kind, number }: Run): string {
  return `/clusters/${encodeURIComponent(cluster)}/${kind}s/${number}`;
}

/** What a job says of its run; another build may have written it. */
function runOf(job: ShownJob): Run | null {
  const { cluster, kind, number } = fieldsOf(job);
  const known = RUN_KINDS.find((each) => each === kind);
  if (typeof cluster !== 'string' || known === undefined || typeof number !== 'number') return null;
  return { cluster, kind: known, number };
}

function fieldsOf({ data }: ShownJob): Record<string, unknown> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}
