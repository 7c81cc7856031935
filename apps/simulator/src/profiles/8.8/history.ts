import type { ClusterContext } from '../../cluster/cluster.context.ts';
import type { Target } from '../../faults/fault.registry.ts';
import { groupParts } from '../../web-apps/group-parts.ts';
import { planFromFaults } from '../../web-apps/part-plan.ts';
import type { Parts, PartsProblem } from '../../web-apps/parts.port.ts';
import { whenReady } from '../../when-ready.ts';
import { historyLayers } from './history-indices.ts';
import { indexPrefixOf } from './history-names.ts';
import { historyBackup } from './history.view.ts';
import type { HistoryBackup } from './history.view.ts';

/** Why a request about the history fails; a generation makes a status of the code. */
export interface HistoryProblem {
  readonly code:
    | 'bad-id'
    | 'repository-unset'
    | 'repository-missing'
    | 'engine-down'
    | 'duplicate'
    | 'running'
    | 'indices-missing'
    | 'unknown';
  readonly message: string;
}

/** At once from memory, later from a real engine. */
export type Soon<Value> = Value | Promise<Value>;

export const isProblem = (result: object): result is HistoryProblem => 'code' in result;

const problem = (code: HistoryProblem['code'], message: string): HistoryProblem => ({ code, message });

/** The history of one physical tenant: what its backups do, whichever API asks. */
export class History {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly parts: Parts,
    private readonly tenant: string,
  ) {}

  checkId(backupId: number): HistoryProblem | undefined {
    return backupId > 0
      ? undefined
      : problem('bad-id', `BackupId must be a non-negative Integer. Received value: ${backupId}`);
  }

  /** @returns the names of the snapshots that were scheduled. `call` decides which faults it meets */
  take(backupId: number, call: Target & { readonly listener?: string }): Soon<string[] | HistoryProblem> {
    return this.unlessIn<string[]>('retrieving', () =>
      whenReady(this.duplicate(backupId), (duplicate) => {
        if (duplicate !== undefined) return duplicate;
        const node = this.nodeOf(call.listener ?? call.component);
        // Each broker knows its own queue only.
        if (this.parts.isBusy(node)) return problem('running', 'Another backup is running at the moment');
        return whenReady(this.parts.missing(this.indices()), (missing) => {
          const text = `Missing required indices:[${missing.join(', ')}]`;
          return missing.length > 0
            ? problem('indices-missing', text)
            : this.parts.take(backupId, planFromFaults(this.cluster.faults, call), node);
        });
      }),
    );
  }

  find(backupId: number): Soon<HistoryBackup | HistoryProblem> {
    return this.unlessIn<HistoryBackup>('searching', () =>
      whenReady(this.parts.find(backupId), (found) =>
        found.length === 0
          ? problem('unknown', `No backup with id [${backupId}] found.`)
          : historyBackup(backupId, found, this.moment()),
      ),
    );
  }

  /** Newest first. `pattern` is an id, or the beginning of one and an asterisk. */
  list(pattern: string): Soon<HistoryBackup[] | HistoryProblem> {
    return this.unlessIn<HistoryBackup[]>('searching', () =>
      whenReady(this.parts.find(), (parts) => {
        const groups = groupParts(parts.toReversed(), ({ backupId }) => backupId);
        return [...groups]
          .filter(([id]) =>
            pattern.endsWith('*') ? String(id).startsWith(pattern.slice(0, -1)) : String(id) === pattern,
          )
          .map(([id, found]) => historyBackup(id, found.toReversed(), this.moment()));
      }),
    );
  }

  /** Answered at once, done later. @returns null when it was accepted */
  delete(backupId: number): Soon<HistoryProblem | null> {
    const text = `Expected to find backup with ID '${backupId}', but no metadata for it found`;
    const answer = this.unlessIn<{ accepted: true }>('retrieving', () =>
      whenReady(this.parts.find(backupId), (found) =>
        found.length === 0
          ? problem('unknown', text)
          : whenReady(this.parts.delete(backupId), () => ({ accepted: true as const })),
      ),
    );
    return whenReady(answer, (result) => (isProblem(result) ? result : null));
  }

  /** The REST API is served by a gateway, and the queue is in the memory of that process. */
  private nodeOf(listener: string): string {
    if (listener !== 'rest') return listener;
    if (this.cluster.config.zeebe.gateway === 'standalone') return 'gateway';
    const running = this.cluster.state.zeebe.brokers.find(
      ({ id }) => !this.cluster.isStopped(`broker-${id}`),
    );
    return `broker-${running?.id ?? 0}`;
  }

  private moment() {
    const { incompleteCheckTimeoutMs } = this.cluster.state.settings.webapps;
    return { now: this.cluster.now(), incompleteAfterMs: incompleteCheckTimeoutMs };
  }

  /** Continues unless the snapshots cannot be read. */
  private unlessIn<Result extends object>(
    doing: 'retrieving' | 'searching',
    next: () => Soon<Result | HistoryProblem>,
  ): Soon<Result | HistoryProblem> {
    if (this.parts.repository === '') return problem('repository-unset', 'No backup repository configured.');
    return whenReady<PartsProblem | undefined, Result | HistoryProblem>(this.parts.problem(), (cause) =>
      cause === undefined ? next() : this.obstacle(cause, doing),
    );
  }

  private obstacle(cause: PartsProblem, doing: 'retrieving' | 'searching'): HistoryProblem {
    const { repository } = this.parts;
    if (cause === 'repository-missing')
      return problem('repository-missing', `No repository with name [${repository}] could be found.`);
    const engine = this.cluster.config.secondaryStorage === 'opensearch' ? 'Opensearch' : 'Elasticsearch';
    const what =
      doing === 'retrieving'
        ? `retrieving repository with name [${repository}].`
        : `searching for snapshots. Repository name: [${repository}].`;
    return problem('engine-down', `Encountered an error connecting to ${engine} while ${what}`);
  }

  /** A backup that is being deleted is none: a new one of its id is accepted, and its parts fail in the log only. */
  private duplicate(backupId: number): Soon<HistoryProblem | undefined> {
    if (this.parts.isDeleting(backupId)) return undefined;
    return whenReady(this.parts.find(backupId), (existing) => {
      const found = existing.map(({ name }) => name).join(', ');
      const text = `A backup with ID [${backupId}] already exists. Found snapshots: [${found}]`;
      return existing.length === 0 ? undefined : problem('duplicate', text);
    });
  }

  private indices(): string[] {
    const { config } = this.cluster;
    const inFront = indexPrefixOf(config, this.tenant);
    const names = historyLayers(config.version).flatMap(({ indices }) => indices);
    return names.map(([name]) => `${inFront}${name}`);
  }
}
