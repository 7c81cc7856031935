import type { Call } from '../http/call.ts';
import type { ExporterPhase } from './zeebe.state.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

/** What came of a call that pauses or resumes; a generation words it in its own way. */
export interface ExportingOutcome {
  /** Why it failed; absent when it succeeded, or claims to. */
  readonly failure?: string;
  /** Whether anything changed. */
  readonly performed: boolean;
}

const failed = (failure: string, performed = false): ExportingOutcome => ({ failure, performed });

/** Pauses or resumes all replicas, as the gateway does it up to 8.9, and as the faults say. */
export function controlExporting(zeebe: ZeebeComponent, call: Call, phase: ExporterPhase): ExportingOutcome {
  const { cluster, exporting } = zeebe;
  const refused = cluster.faults.take(call, 'envelopeFailure');
  if (refused !== undefined) return failed(refused.message ?? 'Request from gateway to broker timed out.');
  const problem = exporting.topologyProblem();
  if (problem !== null) return failed(problem);
  const partial = phase === 'EXPORTING' ? undefined : cluster.faults.take(call, 'partialPause');
  if (partial !== undefined) {
    exporting.change(phase, partial.partitions);
    return failed('java.util.concurrent.TimeoutException: Request to broker timed out.', true);
  }
  if (phase === 'EXPORTING' && cluster.faults.take(call, 'resumeIgnored') !== undefined) {
    return { performed: false };
  }
  const stuck = cluster.faults.take(call, 'exporterStuck');
  if (stuck === undefined) {
    exporting.change(phase);
    return { performed: true };
  }
  if (stuck.ms !== undefined) cluster.timeline.after(stuck.ms, { kind: 'exporting-changes', phase });
  return { performed: false };
}
