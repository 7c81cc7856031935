import type { GeneratedBackupApi, TopologyApi } from '#camunda';
import { resultsOf, StepFailure, type BackupRun, type CheckResult, type PreflightCheck } from '#domain';
import type { CallOptions } from '#http';
import { setRangeCheck } from '../sets/set-range.check.ts';

/** What a plan has to know of the relational database of a cluster. */
export interface DatabaseFacts {
  /** Whether the commands of the operator can be run. */
  commands: readonly CheckResult[];
  /** Whether the log can still be restored around the dump. */
  range: PreflightCheck;
}

/**
 * As `setRangeCheck`, but a Zeebe that is stopped, or that was started without its data, does not forbid a restore: the restore
 * application looks into the store itself.
 */
export async function plannedRange(
  clients: { generated: GeneratedBackupApi; topology: TopologyApi },
  run: BackupRun | null,
  call: CallOptions,
): Promise<PreflightCheck> {
  const { passed } = resultsOf({ name: 'log-range', component: 'zeebe' as const });
  const state = await clients.generated.state(call).catch((error: unknown) => {
    if (error instanceof StepFailure) return null;
    throw error;
  });
  if (state === null) return passed('Zeebe does not answer; the restore application looks for its backups');
  if (state.ranges.length === 0)
    return passed('Zeebe knows no backup now; the restore application looks for them in its store');
  const asRead = { state: () => Promise.resolve(state) };
  return setRangeCheck({ ...clients, generated: asRead }, run, call);
}
