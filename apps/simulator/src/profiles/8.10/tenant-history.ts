import type { Tenant } from '../../cluster/tenant.ts';
import type { Call } from '../../http/call.ts';
import { History, isProblem } from '../8.8/history.ts';
import type { HistoryProblem, Soon } from '../8.8/history.ts';
import { whenReady } from '../../when-ready.ts';
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
  take(backupId: number, call: Call): Soon<string[] | HistoryProblem> {
    const taken = this.each(({ history }) => history.take(backupId, call));
    return whenReady(taken, (all) => (isProblem(all) ? all : all.flatMap(({ value }) => value)));
  }

  find(backupId: number): Soon<JoinedBackup | HistoryProblem> {
    const found = this.each(({ history }) => history.find(backupId));
    return whenReady(found, (all) =>
      isProblem(all)
        ? all
        : join(
            backupId,
            all.map(({ id, value: backup }) => ({ id, backup })),
          ),
    );
  }

  list(pattern: string): Soon<JoinedBackup[] | HistoryProblem> {
    const listed = this.each(({ history }) => history.list(pattern));
    return whenReady(listed, (all) => {
      if (isProblem(all)) return all;
      const byId = new Map<number, OfTenant[]>();
      for (const { id, value } of all)
        for (const backup of value)
          byId.set(backup.backupId, [...(byId.get(backup.backupId) ?? []), { id, backup }]);
      return [...byId].map(([backupId, found]) => join(backupId, found));
    });
  }

  delete(backupId: number): Soon<HistoryProblem | null> {
    const deleted = this.each(({ history }) =>
      whenReady(history.delete(backupId), (problem) => problem ?? {}),
    );
    return whenReady(deleted, (all) => (isProblem(all) ? all : null));
  }

  /** Asks one tenant after the other, until one refuses. */
  private each<Result extends object>(
    ask: (tenant: (typeof this.histories)[number]) => Soon<Result | HistoryProblem>,
    from = 0,
  ): Soon<{ id: string; value: Result }[] | HistoryProblem> {
    const tenant = this.histories[from];
    if (tenant === undefined) return [];
    return whenReady(ask(tenant), (value) => {
      if (isProblem(value)) return value;
      return whenReady(this.each(ask, from + 1), (rest) =>
        isProblem(rest) ? rest : [{ id: tenant.id, value }, ...rest],
      );
    });
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
