import type { Tenant } from '../../cluster/tenant.ts';
import type { Call } from '../../http/call.ts';
import { History, isProblem } from '../8.8/history.ts';
import type { HistoryProblem } from '../8.8/history.ts';
import { historyDetails, viewHistory } from '../8.8/history.view.ts';
import type { HistoryBackup, HistoryState } from '../8.8/history.view.ts';

const precedence: readonly HistoryState[] = ['FAILED', 'INCOMPLETE', 'IN_PROGRESS', 'COMPLETED'];

interface OfTenant {
  readonly id: string;
  readonly backup: HistoryBackup;
}

/** A backup of all physical tenants, and what it is in each of them. */
export interface JoinedBackup extends HistoryBackup {
  readonly physicalTenants: readonly OfTenant[];
}

function join(backupId: number, physicalTenants: readonly OfTenant[]): JoinedBackup {
  const backups = physicalTenants.map(({ backup }) => backup);
  const reasons = backups.flatMap(({ failureReason }) => failureReason ?? []);
  return {
    backupId,
    state: precedence.find((state) => backups.some((backup) => backup.state === state)) ?? 'COMPLETED',
    parts: backups.flatMap(({ parts }) => parts),
    ...(reasons.length === 0 ? {} : { failureReason: reasons.join('; ') }),
    physicalTenants,
  };
}

/** The histories of all physical tenants behind one endpoint: what one of them refuses ends the call. */
export class TenantHistory {
  private readonly histories: readonly { readonly id: string; readonly history: History }[];

  constructor(tenants: readonly Tenant[]) {
    this.histories = tenants.map(({ id, context, history }) => ({
      id,
      history: new History(context, history, id),
    }));
  }

  checkId(backupId: number): HistoryProblem | undefined {
    return this.histories[0]?.history.checkId(backupId);
  }

  /** Those that were triggered before another tenant refused stay triggered. */
  take(backupId: number, call: Call): string[] | HistoryProblem {
    const names: string[] = [];
    for (const { history } of this.histories) {
      const taken = history.take(backupId, call);
      if (isProblem(taken)) return taken;
      names.push(...taken);
    }
    return names;
  }

  find(backupId: number): JoinedBackup | HistoryProblem {
    const found: OfTenant[] = [];
    for (const { id, history } of this.histories) {
      const backup = history.find(backupId);
      if (isProblem(backup)) return backup;
      found.push({ id, backup });
    }
    return join(backupId, found);
  }

  list(pattern: string): JoinedBackup[] | HistoryProblem {
    const byId = new Map<number, OfTenant[]>();
    for (const { id, history } of this.histories) {
      const listed = history.list(pattern);
      if (isProblem(listed)) return listed;
      for (const backup of listed)
        byId.set(backup.backupId, [...(byId.get(backup.backupId) ?? []), { id, backup }]);
    }
    return [...byId].map(([backupId, found]) => join(backupId, found));
  }

  delete(backupId: number): HistoryProblem | undefined {
    for (const { history } of this.histories) {
      const problem = history.delete(backupId);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
}

export const viewJoined = (backup: HistoryBackup, verbose: boolean): object => ({
  ...viewHistory(backup, verbose),
  physicalTenants: (backup as JoinedBackup).physicalTenants.map(({ id, backup: own }) => ({
    physicalTenantId: id,
    state: own.state,
    ...(own.failureReason === undefined ? {} : { failureReason: own.failureReason }),
    details: historyDetails(own.parts, verbose),
  })),
});
