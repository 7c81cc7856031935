import type { CallOptions } from '#http';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import { SearchConnection, type SearchOptions } from './search-connection.ts';
import { readLimits } from './engine-limits.ts';
import { readLifecycles, readSettings } from './index-settings.ts';
import { deleteIndices, findHolders, findIndices } from './indices.ts';
import { readRecovery } from './recovery.ts';
import { RESTORING } from './shapes.ts';
import { findTemplates } from './templates.ts';
import {
  RestoreStore,
  type EngineLimits,
  type IndexEntry,
  type IndexRecovery,
  type IndexSettings,
  type LifecyclePolicy,
  type NameHolder,
  type RehearsalRequest,
  type RestoreRequest,
  type TemplateMatch,
} from '../ports/restore-store.port.ts';
import { requireExactIndices, requireExactName, requireIndexPatterns } from '../snapshot-guards.ts';

/** An index that was read-only when it was taken would come back so, and Camunda could not write to it. */
const BLOCKS = 'index.blocks.*';

/** Restores of one search engine, in its dialect. */
export class EngineRestoreStore extends RestoreStore {
  private readonly connection: SearchConnection;

  /** Opens no connection. @throws TypeError when the url is not an http(s) URL */
  constructor(options: SearchOptions) {
    super();
    this.connection = new SearchConnection(options);
  }

  async indices(patterns: readonly string[], call?: CallOptions): Promise<IndexEntry[]> {
    requireIndexPatterns(patterns);
    return findIndices(this.connection, patterns, call);
  }

  async deleteIndices(names: readonly string[], call?: CallOptions): Promise<void> {
    requireExactIndices(names);
    await deleteIndices(this.connection, names, call);
  }

  async restore(request: RestoreRequest, call?: CallOptions): Promise<void> {
    const { repository, snapshot, indices } = request;
    requireExactName('repository', repository);
    requireExactName('snapshot', snapshot);
    if (indices !== undefined) requireIndexPatterns(indices);
    await this.start(repository, snapshot, call, {
      ...(indices !== undefined && { indices: [...indices] }),
      include_aliases: true,
      ignore_index_settings: [BLOCKS],
    });
  }

  async rehearse(request: RehearsalRequest, call?: CallOptions): Promise<void> {
    const { repository, snapshot, index, as } = request;
    requireExactName('repository', repository);
    requireExactName('snapshot', snapshot);
    requireExactIndices([index, as]);
    await this.start(repository, snapshot, call, {
      indices: [index],
      // Of the whole name: `.*` alone would also match the nothing behind it, and give the new name twice.
      rename_pattern: '^.*$',
      // A dollar would be a group of the pattern.
      rename_replacement: as.replaceAll(/[\\$]/g, '\\$&'),
      include_aliases: false,
      index_settings: { 'index.number_of_replicas': 0, 'index.auto_expand_replicas': false },
      ignore_index_settings: [BLOCKS, ...this.connection.dialect.lifecycle.settings],
    });
  }

  async holders(names: readonly string[], call?: CallOptions): Promise<NameHolder[]> {
    requireExactIndices(names);
    return findHolders(this.connection, names, call);
  }

  async settings(call?: CallOptions): Promise<IndexSettings[]> {
    return readSettings(this.connection, call);
  }

  async limits(call?: CallOptions): Promise<EngineLimits> {
    return readLimits(this.connection, call);
  }

  async lifecycles(policies: readonly string[], call?: CallOptions): Promise<LifecyclePolicy[]> {
    return readLifecycles(this.connection, policies, call);
  }

  async recovery(indices: readonly string[], call?: CallOptions): Promise<IndexRecovery[]> {
    requireExactIndices(indices);
    return readRecovery(this.connection, indices, call);
  }

  async templates(prefixes: readonly string[], call?: CallOptions): Promise<TemplateMatch[]> {
    return findTemplates(this.connection, prefixes, call);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private async start(
    repository: string,
    snapshot: string,
    call: CallOptions | undefined,
    what: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const action = { doing: `restore snapshot "${snapshot}" of repository "${repository}"`, repository };
    await this.connection.request(
      action,
      {
        ...{ method: 'POST', path: ['_snapshot', repository, snapshot, '_restore'], shape: RESTORING },
        query: { master_timeout: MASTER_TIMEOUT, wait_for_completion: false },
        body: {
          ...what,
          ...this.connection.dialect.withoutFeatures,
          ...{ include_global_state: false, ignore_unavailable: false, partial: false },
        },
      },
      call,
    );
  }
}
