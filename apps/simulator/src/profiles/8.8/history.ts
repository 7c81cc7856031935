import type { ClusterContext } from '../../cluster/cluster.context.ts';
import type { Target } from '../../faults/fault.registry.ts';
import { groupParts } from '../../web-apps/group-parts.ts';
import { planFromFaults } from '../../web-apps/part-plan.ts';
import type { SimulatedParts } from '../../web-apps/simulated-parts.ts';
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

export const isProblem = (result: object): result is HistoryProblem => 'code' in result;

const problem = (code: HistoryProblem['code'], message: string): HistoryProblem => ({ code, message });

/** The history of one physical tenant: what its backups do, whichever API asks. */
export class History {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly parts: SimulatedParts,
    private readonly tenant: string,
  ) {}

  checkId(backupId: number): HistoryProblem | undefined {
    return backupId > 0
      ? undefined
      : problem('bad-id', `BackupId must be a non-negative Integer. Received value: ${backupId}`);
  }

  /** @returns the names of the snapshots that were scheduled. `call` decides which faults it meets */
  take(backupId: number, call: Target & { readonly listener?: string }): string[] | HistoryProblem {
    const obstacle = this.obstacle('retrieving') ?? this.duplicate(backupId);
    if (obstacle !== undefined) return obstacle;
    const node = this.nodeOf(call.listener ?? call.component);
    // Each broker knows its own queue only.
    if (this.parts.isBusy(node)) return problem('running', 'Another backup is running at the moment');
    const missing = this.missingIndices();
    if (missing.length > 0) {
      const text = `Missing required indices:[${missing.join(', ')}]`;
      return problem('indices-missing', text);
    }
    return this.parts.take(backupId, planFromFaults(this.cluster.faults, call), node);
  }

  find(backupId: number): HistoryBackup | HistoryProblem {
    const obstacle = this.obstacle('searching');
    if (obstacle !== undefined) return obstacle;
    const found = this.parts.find(backupId);
    return found.length === 0
      ? problem('unknown', `No backup with id [${backupId}] found.`)
      : historyBackup(backupId, found, this.moment());
  }

  /** Newest first. `pattern` is an id, or the beginning of one and an asterisk. */
  list(pattern: string): HistoryBackup[] | HistoryProblem {
    const obstacle = this.obstacle('searching');
    if (obstacle !== undefined) return obstacle;
    const groups = groupParts(this.parts.find().toReversed(), ({ backupId }) => backupId);
    return [...groups]
      .filter(([id]) =>
        pattern.endsWith('*') ? String(id).startsWith(pattern.slice(0, -1)) : String(id) === pattern,
      )
      .map(([id, found]) => historyBackup(id, found.toReversed(), this.moment()));
  }

  /** Answered at once, done later. */
  delete(backupId: number): HistoryProblem | undefined {
    const obstacle = this.obstacle('retrieving');
    if (obstacle !== undefined) return obstacle;
    if (this.parts.find(backupId).length === 0) {
      return problem(
        'unknown',
        `Expected to find backup with ID '${backupId}', but no metadata for it found`,
      );
    }
    this.parts.delete(backupId);
    return undefined;
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

  private obstacle(doing: 'retrieving' | 'searching'): HistoryProblem | undefined {
    const { repository } = this.parts;
    if (repository === '') return problem('repository-unset', 'No backup repository configured.');
    const cause = this.parts.problem();
    if (cause === undefined) return undefined;
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
  private duplicate(backupId: number): HistoryProblem | undefined {
    const existing = this.parts.isDeleting(backupId) ? [] : this.parts.find(backupId);
    if (existing.length === 0) return undefined;
    const found = existing.map(({ name }) => name).join(', ');
    return problem('duplicate', `A backup with ID [${backupId}] already exists. Found snapshots: [${found}]`);
  }

  private missingIndices(): string[] {
    const { config, state } = this.cluster;
    // With indices of the configuration's own making there is nothing to compare them with.
    if (config.elasticsearch.indices !== undefined) return [];
    const inFront = indexPrefixOf(config, this.tenant);
    const present = new Set(state.elasticsearch.indices.map(({ name }) => name));
    return historyLayers(config.version)
      .flatMap(({ indices }) => indices.map(([name]) => `${inFront}${name}`))
      .filter((name) => !present.has(name));
  }
}
