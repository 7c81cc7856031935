import { StepFailure } from '#domain';
import type { CallOptions } from '#http';
import { ElasticConnection, MASTER_TIMEOUT, type ElasticSnapshotStoreOptions } from './connection.ts';
import { storeAnswerOf, unlessMissing } from './answer.ts';
import {
  ACCEPTED,
  ACKNOWLEDGED,
  HEALTH,
  INFO,
  REGISTERED,
  RESOLVED,
  SNAPSHOTS,
  PROGRESS,
  VERIFIED,
  shaped,
} from './shapes.ts';
import { missingRights } from './rights.ts';
import { checkSnapshot } from './snapshot-check.ts';
import { listNames, listSnapshots } from './snapshot-list.ts';
import { requireExactName, requireIndexPatterns, requireSnapshotPatterns } from '../snapshot-guards.ts';
import { requireSmallMetadata } from '../snapshot-metadata.ts';
import { absentSnapshot, observeSnapshot } from '../snapshot-observation.ts';
import { repositorySettings } from '../repository-settings.ts';
import {
  SnapshotStore,
  type MissingRights,
  type RepositorySettings,
  type RightsQuestion,
  type SnapshotCheck,
  type SnapshotEntry,
  type SnapshotLook,
  type SnapshotName,
  type SnapshotObservation,
  type SnapshotRequest,
  type StoreInfo,
} from '../ports/snapshot-store.port.ts';

export { type ElasticSnapshotStoreOptions } from './connection.ts';

/** Snapshots of Elasticsearch 8 (the client refuses other products). */
export class ElasticSnapshotStore extends SnapshotStore {
  private readonly connection: ElasticConnection;

  /** Opens no connection. @throws TypeError when the url is not an http(s) URL */
  constructor(options: ElasticSnapshotStoreOptions) {
    super();
    this.connection = new ElasticConnection(options);
  }

  async ping(call?: CallOptions): Promise<StoreInfo> {
    const sent = Date.now();
    return this.connection.ask({ doing: 'tell its version' }, call, async (client, parameters) => {
      const { body, headers } = await client.info({}, { ...parameters, meta: true });
      shaped(INFO, body);
      const date = Date.parse(String(headers['date']));
      const skew = date + 500 - (sent + Date.now()) / 2;
      return {
        version: body.version.number,
        distribution: 'elasticsearch',
        uuid: uuidOf(body.cluster_uuid),
        clockSkewMs: Number.isNaN(skew) ? null : Math.round(skew),
      };
    });
  }

  async missingRights(question: RightsQuestion, call?: CallOptions): Promise<MissingRights | null> {
    return missingRights(this.connection, question, call);
  }

  async verifyRepository(repository: string, call?: CallOptions): Promise<{ nodes: number }> {
    requireExactName('repository', repository);
    const action = { doing: `verify snapshot repository "${repository}"`, repository };
    return this.connection.ask(action, call, async (client, parameters) => {
      const request = { name: repository, master_timeout: MASTER_TIMEOUT };
      const all = shaped(REGISTERED, await client.snapshot.getRepository(request, parameters));
      const registered = all[repository];
      // Elasticsearch verifies a read-only repository as well, and refuses only the snapshot (recorded on 8.16.1).
      if (repositorySettings(registered).readOnly) throw readOnlyFailure(repository);
      const verified = shaped(VERIFIED, await client.snapshot.verifyRepository(request, parameters));
      return { nodes: Object.keys(verified.nodes).length };
    });
  }

  async repository(repository: string, call?: CallOptions): Promise<RepositorySettings> {
    requireExactName('repository', repository);
    const action = { doing: `read how snapshot repository "${repository}" is registered`, repository };
    return this.connection.ask(action, call, async (client, parameters) => {
      const request = { name: repository, master_timeout: MASTER_TIMEOUT };
      const all = shaped(REGISTERED, await client.snapshot.getRepository(request, parameters));
      return repositorySettings(all[repository]);
    });
  }

  async unassignedIndices(patterns: readonly string[], call?: CallOptions): Promise<string[]> {
    requireIndexPatterns(patterns);
    const action = { doing: `look at the health of indices "${patterns.join(',')}"` };
    return this.connection.ask(action, call, async (client, parameters) => {
      const request = {
        index: [...patterns],
        level: 'indices' as const,
        filter_path: ['indices.*.status'],
        master_timeout: MASTER_TIMEOUT,
      };
      const { indices = {} } = shaped(HEALTH, await client.cluster.health(request, parameters));
      const red = Object.entries(indices).filter(([, { status }]) => status.toLowerCase() === 'red');
      return red.map(([name]) => name).sort();
    });
  }

  async countIndices(pattern: string, call?: CallOptions): Promise<number> {
    requireIndexPatterns([pattern]);
    return this.connection.ask(
      { doing: `look for indices "${pattern}"` },
      call,
      async (client, parameters) => {
        try {
          const request = {
            name: pattern,
            expand_wildcards: 'open' as const,
            ignore_unavailable: true,
            allow_no_indices: true,
          };
          const { indices } = shaped(RESOLVED, await client.indices.resolveIndex(request, parameters));
          return indices.filter((index) => index.attributes.includes('open')).length;
        } catch (error) {
          if (storeAnswerOf(error)?.type === 'index_not_found_exception') return 0;
          throw error;
        }
      },
    );
  }

  async runningSnapshots(repository = '_all', call?: CallOptions): Promise<string[]> {
    const action = { doing: 'list the snapshots it is taking', repository };
    return this.connection.ask(action, call, async (client, parameters) => {
      const request = { repository, snapshot: '_current', master_timeout: MASTER_TIMEOUT };
      const { snapshots } = shaped(SNAPSHOTS, await client.snapshot.get(request, parameters));
      return (snapshots ?? []).map((each) => each.snapshot);
    });
  }

  async create(request: SnapshotRequest, call?: CallOptions): Promise<void> {
    const { repository, snapshot, indices, metadata } = request;
    requireExactName('repository', repository);
    requireExactName('snapshot', snapshot);
    requireIndexPatterns(indices);
    requireSmallMetadata(metadata);
    const action = { doing: `take snapshot "${snapshot}" in repository "${repository}"`, repository };
    await this.connection.ask(action, call, async (client, parameters) => {
      const begun = await client.snapshot.create(
        {
          repository,
          snapshot,
          indices: [...indices],
          metadata,
          wait_for_completion: false,
          feature_states: ['none'],
          include_global_state: false,
          ignore_unavailable: false,
          partial: false,
          master_timeout: MASTER_TIMEOUT,
        },
        parameters,
      );
      shaped(ACCEPTED, begun);
    });
  }

  async look(
    repository: string,
    snapshot: string,
    { mayBeEmpty, ...call }: CallOptions & SnapshotLook = {},
  ): Promise<SnapshotObservation> {
    requireExactName('repository', repository);
    requireExactName('snapshot', snapshot);
    const action = { doing: `look at snapshot "${snapshot}" in repository "${repository}"`, repository };
    const found = await this.connection.ask(action, call, async (client, parameters) => {
      const request = { repository, snapshot, index_details: true, master_timeout: MASTER_TIMEOUT };
      const answer = await client.snapshot
        .get(request, parameters)
        .catch(unlessMissing(() => ({ snapshots: [] })));
      const { snapshots } = shaped(SNAPSHOTS, answer);
      return snapshots?.find((each) => each.snapshot === snapshot) ?? null;
    });
    if (found === null) return absentSnapshot;
    const running = found.state === 'IN_PROGRESS' || found.state === 'STARTED';
    const progress = running ? await this.progress(repository, snapshot, call) : null;
    return observeSnapshot(found, progress, { mayBeEmpty });
  }

  async list(repository: string, pattern = '*', call?: CallOptions): Promise<SnapshotEntry[]> {
    requireExactName('repository', repository);
    return listSnapshots(this.connection, { repository, patterns: [pattern], sizes: false }, call);
  }

  async names(repository: string, call?: CallOptions): Promise<SnapshotName[]> {
    requireExactName('repository', repository);
    return listNames(this.connection, repository, call);
  }

  async describe(
    repository: string,
    patterns: readonly string[],
    call?: CallOptions,
  ): Promise<SnapshotEntry[]> {
    requireExactName('repository', repository);
    requireSnapshotPatterns(patterns);
    return listSnapshots(this.connection, { repository, patterns, sizes: true }, call);
  }

  async verifySnapshot(repository: string, snapshot: string, call?: CallOptions): Promise<SnapshotCheck> {
    requireExactName('repository', repository);
    requireExactName('snapshot', snapshot);
    return checkSnapshot(this.connection, { repository, snapshot }, call);
  }

  async delete(repository: string, snapshot: string, call?: CallOptions): Promise<void> {
    requireExactName('repository', repository);
    requireExactName('snapshot', snapshot);
    const action = { doing: `delete snapshot "${snapshot}" from repository "${repository}"`, repository };
    await this.connection.ask(action, call, async (client, parameters) => {
      const request = { repository, snapshot, master_timeout: MASTER_TIMEOUT };
      const answer = await client.snapshot
        .delete(request, parameters)
        .catch(unlessMissing(() => ({ acknowledged: true })));
      shaped(ACKNOWLEDGED, answer);
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** Shards done so far; null when the snapshot ended in between. */
  private async progress(repository: string, snapshot: string, call?: CallOptions) {
    const action = { doing: `look at the progress of snapshot "${snapshot}"`, repository };
    return this.connection.ask(action, call, async (client, parameters) => {
      const request = { repository, snapshot, master_timeout: MASTER_TIMEOUT };
      const answer = await client.snapshot
        .status(request, parameters)
        .catch(unlessMissing(() => ({ snapshots: [] })));
      const { snapshots } = shaped(PROGRESS, answer);
      const shards = snapshots[0]?.shards_stats;
      return shards === undefined ? null : { done: shards.done, total: shards.total };
    });
  }
}

/** `_na_` while it has no master. */
function uuidOf(answered: unknown): string | null {
  return typeof answered === 'string' && answered !== '' && answered !== '_na_' ? answered : null;
}

function readOnlyFailure(repository: string): StepFailure {
  const message = `Snapshot repository "${repository}" is registered read-only. Register it without "readonly" (PUT _snapshot/${repository}).`;
  return StepFailure.permanent('repository-read-only', message, { component: 'records' });
}
