import { StepFailure } from '#domain';
import type { CallOptions } from '#http';
import { productIn, strangerThan } from '../dialects/strangers.ts';
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
import { repositorySettings } from '../repository-settings.ts';
import { requireExactName, requireIndexPatterns, requireSnapshotPatterns } from '../snapshot-guards.ts';
import { requireSmallMetadata } from '../snapshot-metadata.ts';
import { absentSnapshot, observeSnapshot } from '../snapshot-observation.ts';
import { otherwise, unlessMissing } from './answer.ts';
import { OtherEngine } from './odd-answer.ts';
import { measured, readOne } from './one-snapshot.ts';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import { SearchConnection, type SearchOptions } from './search-connection.ts';
import {
  ACCEPTED,
  ACKNOWLEDGED,
  HEALTH,
  INFO,
  PROGRESS,
  REGISTERED,
  RESOLVED,
  shaped,
  VERIFIED,
} from './shapes.ts';
import { checkSnapshot } from './snapshot-check.ts';
import { listSnapshots } from './snapshot-list.ts';
import { listNames } from './snapshot-names.ts';

export { type SearchOptions } from './search-connection.ts';

const query = { master_timeout: MASTER_TIMEOUT };

/** Snapshots of one search engine, in its dialect. */
export class EngineSnapshotStore extends SnapshotStore {
  private readonly connection: SearchConnection;

  /** Opens no connection. @throws TypeError when the url is not an http(s) URL */
  constructor(options: SearchOptions) {
    super();
    this.connection = new SearchConnection(options);
  }

  async ping(call?: CallOptions): Promise<StoreInfo> {
    const sent = Date.now();
    const { name, title } = this.connection.dialect;
    return this.connection.ask({ doing: 'tell its version' }, call, async (engine) => {
      const { body, headers } = await engine.answer({ method: 'GET', path: [''] });
      const { version, cluster_uuid: uuid } = shaped(INFO, body, title);
      const { number, distribution = 'elasticsearch' } = version;
      if (distribution !== name)
        throw new OtherEngine(strangerThan(name, productIn(body) ?? 'something else'));
      const date = Date.parse(String(headers['date']));
      const skew = date + 500 - (sent + Date.now()) / 2;
      return {
        version: number,
        distribution,
        uuid: uuidOf(uuid),
        clockSkewMs: Number.isNaN(skew) ? null : Math.round(skew),
      };
    });
  }

  async missingRights(
    question: RightsQuestion,
    call?: CallOptions,
  ): Promise<MissingRights | 'untold' | null> {
    return this.connection.dialect.missingRights(this.connection, question, call);
  }

  async verifyRepository(repository: string, call?: CallOptions): Promise<{ nodes: number }> {
    requireExactName('repository', repository);
    const action = { doing: `verify snapshot repository "${repository}"`, repository };
    const path = ['_snapshot', repository];
    return this.connection.ask(action, call, async (engine) => {
      const all = await engine.request(REGISTERED, { method: 'GET', path, query });
      // Elasticsearch verifies a read-only repository as well, and refuses only the snapshot (recorded on 8.16.1).
      if (repositorySettings(all[repository]).readOnly) throw readOnlyFailure(repository);
      const verify = { method: 'POST', path: [...path, '_verify'], query } as const;
      const verified = await engine.request(VERIFIED, verify);
      return { nodes: Object.keys(verified.nodes).length };
    });
  }

  async repositories(call?: CallOptions): Promise<string[]> {
    const request = { method: 'GET', path: ['_snapshot'], query, shape: REGISTERED } as const;
    const all = await this.connection.request({ doing: 'list the snapshot repositories' }, request, call);
    return Object.keys(all).sort();
  }

  async repository(repository: string, call?: CallOptions): Promise<RepositorySettings> {
    requireExactName('repository', repository);
    const action = { doing: `read how snapshot repository "${repository}" is registered`, repository };
    const request = { method: 'GET', path: ['_snapshot', repository], query, shape: REGISTERED } as const;
    const all = await this.connection.request(action, request, call);
    return repositorySettings(all[repository]);
  }

  async unassignedIndices(patterns: readonly string[], call?: CallOptions): Promise<string[]> {
    requireIndexPatterns(patterns);
    const action = { doing: `look at the health of indices "${patterns.join(',')}"` };
    const { indices = {} } = await this.connection.request(
      action,
      {
        ...{ method: 'GET', path: ['_cluster', 'health', patterns], shape: HEALTH },
        query: { ...query, level: 'indices', filter_path: ['indices.*.status'] },
      },
      call,
    );
    const red = Object.entries(indices).filter(([, { status }]) => status.toLowerCase() === 'red');
    return red.map(([name]) => name).sort();
  }

  async countIndices(pattern: string, call?: CallOptions): Promise<number> {
    requireIndexPatterns([pattern]);
    return this.connection.ask({ doing: `look for indices "${pattern}"` }, call, async (engine) => {
      const { indices } = await engine
        .request(RESOLVED, {
          ...{ method: 'GET', path: ['_resolve', 'index', pattern] },
          query: { expand_wildcards: 'open', ...this.connection.dialect.resolving },
        })
        .catch(otherwise('index_not_found_exception', () => ({ indices: [] })));
      return indices.filter((index) => index.attributes.includes('open')).length;
    });
  }

  async runningSnapshots(repository?: string, call?: CallOptions): Promise<string[]> {
    const { dialect } = this.connection;
    return dialect.running(this.connection, repository === '_all' ? null : (repository ?? null), call);
  }

  async create(request: SnapshotRequest, call?: CallOptions): Promise<void> {
    const { repository, snapshot, indices, metadata } = request;
    requireExactName('repository', repository);
    requireExactName('snapshot', snapshot);
    requireIndexPatterns(indices);
    requireSmallMetadata(metadata);
    const action = { doing: `take snapshot "${snapshot}" in repository "${repository}"`, repository };
    await this.connection.request(
      action,
      {
        ...{ method: 'PUT', path: ['_snapshot', repository, snapshot], shape: ACCEPTED },
        query: { ...query, wait_for_completion: false },
        body: {
          ...{ indices, metadata },
          ...this.connection.dialect.withoutFeatures,
          ...{ include_global_state: false, ignore_unavailable: false, partial: false },
        },
      },
      call,
    );
  }

  async look(
    repository: string,
    snapshot: string,
    { mayBeEmpty, ...call }: CallOptions & SnapshotLook = {},
  ): Promise<SnapshotObservation> {
    requireExactName('repository', repository);
    requireExactName('snapshot', snapshot);
    const action = { doing: `look at snapshot "${snapshot}" in repository "${repository}"`, repository };
    const found = await this.connection.ask(action, call, (engine) =>
      readOne(this.connection, engine, { repository, snapshot }).catch(unlessMissing(() => null)),
    );
    if (found === null) return absentSnapshot;
    const running = found.state === 'IN_PROGRESS' || found.state === 'STARTED';
    const progress = running ? await this.progress(repository, snapshot, call) : null;
    const whole = running ? found : await measured(this.connection, repository, { found, call });
    return observeSnapshot(whole, progress, { mayBeEmpty });
  }

  async list(repository: string, pattern = '*', call?: CallOptions): Promise<SnapshotEntry[]> {
    requireExactName('repository', repository);
    return listSnapshots(this.connection, { repository, patterns: [pattern], sizes: false }, call);
  }

  async names(repository: string, call?: CallOptions): Promise<SnapshotName[]> {
    requireExactName('repository', repository);
    return listNames(this.connection, { repository, dialect: this.connection.dialect }, call);
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
    await this.connection.ask(action, call, async (engine) => {
      const deletion = { method: 'DELETE', path: ['_snapshot', repository, snapshot], query } as const;
      await engine.request(ACKNOWLEDGED, deletion).catch(unlessMissing(() => null));
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** Shards done so far; null when the snapshot ended in between. */
  private async progress(repository: string, snapshot: string, call?: CallOptions) {
    const action = { doing: `look at the progress of snapshot "${snapshot}"`, repository };
    return this.connection.ask(action, call, async (engine) => {
      const path = ['_snapshot', repository, snapshot, '_status'];
      const { snapshots } = await engine
        .request(PROGRESS, { method: 'GET', path, query })
        .catch(unlessMissing(() => ({ snapshots: [] })));
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
