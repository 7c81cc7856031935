import type { BackupApi } from '#camunda';
import type { HoldfastConfig } from '#config';
import { StepFailure, type PreflightCheck } from '#domain';
import type { CallOptions } from '#http';
import { check, CheckFailed } from './check.ts';

/** How many of the newest backups that a component knows may still be under way. */
const NEWEST = 2;
/** An application with thousands of backups in an object store reads all of them for its list (ms). */
const LIST_MS = 45_000;

interface Calls {
  call: CallOptions;
  list: CallOptions;
}

/** A list may take longer than other calls, yet less than the supervisor waits for a sign of life. */
export function listTimeout({ callTimeout, workerGrace }: HoldfastConfig['steps']): number {
  return Math.max(callTimeout, Math.min(LIST_MS, 0.75 * workerGrace));
}

/**
 * The component can take backups now, and the new id is free in it and above all others. A list that cannot be read is no
 * reason to refuse the backup: then only this one id is asked for, and Zeebe itself refuses one that is too low.
 */
export function backupApiCheck(api: BackupApi, backupId: number, calls: Calls): Promise<PreflightCheck> {
  const { component } = api;
  return check({ name: `${component}-backups`, component, about: 'busy' }, async () => {
    if (!api.can.list) {
      await requireFree(api, backupId, calls);
      return `takes backups, and does not know ${backupId}; this version has no list of them`;
    }
    const ids = await idsOf(api, calls);
    if (typeof ids === 'string') {
      await requireIdle(api, [backupId], calls);
      return `takes backups, and does not know ${backupId}; its list could not be read: ${ids}`;
    }
    const above = ids.filter((id) => id >= backupId);
    if (above.length > 0) {
      throw new CheckFailed(
        `${component} already knows backup ${Math.max(...above)}, so ${backupId} is not above all ids`,
        'Run again; a new run takes a higher id.',
      );
    }
    await requireIdle(api, ids.toSorted((a, b) => b - a).slice(0, NEWEST), calls);
    return `takes backups; knows ${ids.length}`;
  });
}

/** @returns why they could not be read, where that says nothing of whether backups can be taken */
async function idsOf(api: BackupApi, { list }: Calls): Promise<number[] | string> {
  try {
    return await api.ids(list);
  } catch (error) {
    if (error instanceof StepFailure && error.detail.retryable) return error.message;
    throw error;
  }
}

/** Without a list, only this one id can be asked for. Zeebe itself refuses one that is not above all others. */
async function requireFree(api: BackupApi, backupId: number, { call }: Calls): Promise<void> {
  const { state, message } = await api.look(backupId, call);
  if (state === 'absent') return;
  throw new CheckFailed(
    `${api.component} already knows backup ${backupId} (${message})`,
    'Run again; a new run takes a higher id.',
  );
}

async function requireIdle(api: BackupApi, ids: readonly number[], { call }: Calls): Promise<void> {
  for (const id of ids) {
    const { state, message } = await api.look(id, call);
    if (state !== 'running') continue;
    throw new CheckFailed(
      `${api.component} is taking backup ${id} now (${message})`,
      'Wait until it has ended. A Zeebe backup that stays IN_PROGRESS forever can be deleted (DELETE /actuator/backups/<id>).',
      'while',
    );
  }
}
