import type { RunReference } from '#redis';
import { nameOf } from '#domain';

/**
 * Who calls a component for a run, as its User-Agent: the component's own log then tells which process called for which
 * run, and under which fence. Pure.
 */
export function callerOf(run: RunReference, holder: string): string {
  return `holdfast (${holder}; ${nameOf(run)}; run=${run.runId}; fence=${run.fence})`;
}
