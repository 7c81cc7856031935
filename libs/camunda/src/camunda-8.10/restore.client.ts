import type { StepFailure } from '#domain';
import type { CallOptions } from '#http';
import type { Answer } from '../http/answer.ts';
import { busy, failureOf, unexpected } from '../http/answers.ts';
import { numberOf, objectOf, objectsOf, textOf, type JsonObject } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type {
  ChangeState,
  ClusterMode,
  PlannedChange,
  RestoreApi,
  RestoreProgress,
} from '../ports/restore.api.ts';
import { readMode } from './cluster-mode.ts';
import { isUnknownTenant, restFailure } from './rest-failure.ts';

/** The id of a change that was only planned. */
const NO_CHANGE = '-1';

const STATES: Record<string, ChangeState> = {
  IN_PROGRESS: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

/**
 * The restore of 8.10 in the running cluster: `/v2/mode` and `/v2/restore`, and the changes of the cluster at its management
 * port, which shows how one ended. Known from documentation and sources; no answer was recorded.
 */
export class RestRestoreClient implements RestoreApi {
  constructor(
    private readonly rest: ManagementClient,
    private readonly management: ManagementClient,
  ) {}

  enterRecovery(call?: CallOptions): Promise<PlannedChange> {
    return this.switchTo('RECOVERING', call);
  }

  leaveRecovery(call?: CallOptions): Promise<PlannedChange> {
    return this.switchTo('PROCESSING', call);
  }

  dryRun(backupId: number, call?: CallOptions): Promise<PlannedChange> {
    return this.ask(backupId, '?dryRun=true', call);
  }

  restore(backupId: number, call?: CallOptions): Promise<PlannedChange> {
    return this.ask(backupId, '', call);
  }

  async mode(call?: CallOptions): Promise<ClusterMode> {
    const answer = await this.rest.get('/v2/topology', call);
    if (answer.status !== 200) throw restFailure(answer, 'BACKUP:RESTORE');
    const mode = readMode(answer.body);
    if (mode === null) throw unexpected(answer);
    return mode;
  }

  async pending(call?: CallOptions): Promise<string | null> {
    const { pendingChange } = await this.configuration(call);
    return idOf(objectOf(pendingChange)?.['id']);
  }

  async progress(call?: CallOptions): Promise<RestoreProgress | null> {
    const answer = await this.rest.get('/v2/restore', call);
    if (answer.status === 404 && !isUnknownTenant(answer)) return null;
    if (answer.status !== 200) throw restFailure(answer, 'BACKUP:RESTORE');
    const body = objectOf(answer.body);
    const word = textOf(body?.['status']);
    if (body === null || word === null) throw unexpected(answer);
    const brokers = objectsOf(body['brokers']);
    const sum = (field: string): number =>
      brokers.reduce((all, broker) => all + (numberOf(broker[field]) ?? 0), 0);
    return {
      changeId: idOf(body['changeId']),
      state: STATES[word] ?? 'unknown',
      restored: sum('partitionsRestored'),
      total: sum('partitionsToRestore'),
    };
  }

  /**
   * A cluster with several physical tenants shows no last change, so the change itself is asked for. One that has no answer to
   * that may still show how its last change ended.
   */
  async change(changeId: string, call?: CallOptions): Promise<ChangeState> {
    const answer = await this.management.get(pathOf(changeId), call);
    if (answer.status === 404) return this.shownChange(changeId, call);
    if (answer.status !== 200) throw failureOf(answer);
    const state = stateOf(answer.body, changeId);
    if (state === null) throw unexpected(answer);
    return state;
  }

  /** A change that has ended, or that the cluster does not know, needs no end. */
  async cancel(changeId: string, call?: CallOptions): Promise<void> {
    const answer = await this.management.delete(pathOf(changeId), call);
    if (answer.status < 300 || answer.status === 404) return;
    throw failureOf(answer);
  }

  private async shownChange(changeId: string, call?: CallOptions): Promise<ChangeState> {
    const { pendingChange, lastChange } = await this.configuration(call);
    return stateOf(pendingChange, changeId) ?? stateOf(lastChange, changeId) ?? 'unknown';
  }

  private async configuration(call?: CallOptions): Promise<JsonObject> {
    const answer = await this.management.get('/actuator/cluster', call);
    if (answer.status !== 200) throw failureOf(answer);
    const body = objectOf(answer.body);
    if (body === null) throw unexpected(answer);
    return body;
  }

  private async switchTo(mode: 'RECOVERING' | 'PROCESSING', call?: CallOptions): Promise<PlannedChange> {
    const answer = await this.rest.patch(`/v2/mode?mode=${mode}`, undefined, call);
    if (answer.status === 200 || answer.status === 202) return plannedChange(answer);
    throw failureFor(answer);
  }

  private async ask(backupId: number, query: string, call?: CallOptions): Promise<PlannedChange> {
    const answer = await this.rest.post(`/v2/restore${query}`, { backupIds: [backupId] }, call);
    if (answer.status === 200 || answer.status === 202) return plannedChange(answer);
    throw failureFor(answer);
  }
}

/** Null for what is no change, or another one. */
function stateOf(value: unknown, changeId: string): ChangeState | null {
  const fields = objectOf(value);
  const word = textOf(fields?.['status']);
  if (word === null || idOf(fields?.['id']) !== changeId) return null;
  return STATES[word] ?? 'unknown';
}

/** 409: not in recovery mode (yet), or another change is pending. */
function failureFor(answer: Answer): StepFailure {
  return answer.status === 409 ? busy(answer) : restFailure(answer, 'BACKUP:RESTORE');
}

function plannedChange(answer: Answer): PlannedChange {
  const body = objectOf(answer.body);
  if (body === null) throw unexpected(answer);
  const planned = objectsOf(body['plannedChanges']);
  const operations = planned.flatMap((each) =>
    Array.isArray(each['operations']) ? each['operations'].map(inWords) : [inWords(each)],
  );
  const changeId = idOf(body['changeId']);
  return { changeId: changeId === NO_CHANGE ? null : changeId, operations };
}

/** One step of a change, with what it is about: `PartitionRestore brokerId 1 partitionId 2`. */
function inWords(operation: unknown): string {
  const fields = objectOf(operation);
  if (fields === null) return String(operation);
  const name = textOf(fields['operation']) ?? textOf(fields['type']) ?? 'an operation';
  return [name, ...about(fields)].join(' ');
}

function about(fields: JsonObject): string[] {
  return ['brokerId', 'partitionId', 'mode'].flatMap((name) => {
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' ? [`${name} ${value}`] : [];
  });
}

function pathOf(changeId: string): string {
  return `/actuator/cluster/changes/${encodeURIComponent(changeId)}`;
}

/** The REST API writes ids of changes as texts, the management port as numbers. */
function idOf(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : textOf(value);
}
