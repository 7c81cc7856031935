import type { ClusterMode, RestoreApi } from '#camunda';
import { StepFailure } from '#domain';
import type { CallOptions } from '#http';

/** The answer of a cluster to a question; not ok where it gave none. */
export type Asked<T> = { ok: true; value: T } | { ok: false; message: string };

/** The answer to a dry run. `later`: only a cluster in recovery mode answers it. */
export type DryRun = { kind: 'could' | 'later' | 'refused' | 'unanswered'; message: string };

/** What a cluster that would be restored while it runs says of that. */
export interface InProcessFacts {
  mode: Asked<ClusterMode>;
  /** The change of the cluster that has not ended. */
  pending: Asked<string | null>;
  /** The change of a restore that runs. Who may not restore is refused here. */
  running: Asked<string | null>;
  dryRun: DryRun;
}

/** Asks for all of it. Changes nothing: a dry run is a question. */
export async function inProcessFacts(
  restore: RestoreApi,
  backupId: number,
  call: CallOptions,
): Promise<InProcessFacts> {
  const [mode, pending, running, dryRun] = await Promise.all([
    asked(() => restore.mode(call)),
    asked(() => restore.pending(call)),
    asked(async () => {
      const progress = await restore.progress(call);
      return progress === null ? null : (progress.changeId ?? 'unknown');
    }),
    dryRunOf(restore, backupId, call),
  ]);
  return { mode, pending, running, dryRun };
}

async function asked<T>(question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, value: await question() };
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { ok: false, message: error.message };
  }
}

async function dryRunOf(restore: RestoreApi, backupId: number, call: CallOptions): Promise<DryRun> {
  try {
    const { operations } = await restore.dryRun(backupId, call);
    return { kind: 'could', message: `the cluster could restore it, in ${operations.length} operations` };
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    const { code, retryable } = error.detail;
    if (code === 'busy') return { kind: 'later', message: error.message };
    return { kind: retryable ? 'unanswered' : 'refused', message: error.message };
  }
}
