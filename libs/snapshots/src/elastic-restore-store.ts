import { ElasticConnection, MASTER_TIMEOUT, type ElasticSnapshotStoreOptions } from './elastic-connection.ts';
import { deleteIndices, findIndices } from './elastic-indices.ts';
import { readRecovery } from './elastic-recovery.ts';
import { RESTORING, shaped } from './elastic-shapes.ts';
import { findTemplates } from './elastic-templates.ts';
import {
  RestoreStore,
  type IndexEntry,
  type IndexRecovery,
  type RestoreRequest,
  type TemplateMatch,
} from './restore-store.port.ts';
import { requireExactIndices, requireExactName, requireIndexPatterns } from './snapshot-guards.ts';
import type { SnapshotCall } from './snapshot-store.port.ts';

/** Restores of Elasticsearch 8 (the client refuses other products). */
export class ElasticRestoreStore extends RestoreStore {
  private readonly connection: ElasticConnection;

  /** Opens no connection. @throws TypeError when the url is not an http(s) URL */
  constructor(options: ElasticSnapshotStoreOptions) {
    super();
    this.connection = new ElasticConnection(options);
  }

  async indices(patterns: readonly string[], call?: SnapshotCall): Promise<IndexEntry[]> {
    requireIndexPatterns(patterns);
    return findIndices(this.connection, patterns, call);
  }

  async deleteIndices(names: readonly string[], call?: SnapshotCall): Promise<void> {
    requireExactIndices(names);
    await deleteIndices(this.connection, names, call);
  }

  async restore(request: RestoreRequest, call?: SnapshotCall): Promise<void> {
    const { repository, snapshot, indices } = request;
    requireExactName('repository', repository);
    requireExactName('snapshot', snapshot);
    if (indices !== undefined) requireIndexPatterns(indices);
    const action = { doing: `restore snapshot "${snapshot}" of repository "${repository}"`, repository };
    await this.connection.ask(action, call, async (client, parameters) => {
      const begun: unknown = await client.snapshot.restore(
        {
          repository,
          snapshot,
          ...(indices !== undefined && { indices: [...indices] }),
          wait_for_completion: false,
          include_aliases: true,
          include_global_state: false,
          feature_states: ['none'],
          ignore_unavailable: false,
          partial: false,
          master_timeout: MASTER_TIMEOUT,
        },
        parameters,
      );
      shaped(RESTORING, begun);
    });
  }

  async recovery(indices: readonly string[], call?: SnapshotCall): Promise<IndexRecovery[]> {
    requireExactIndices(indices);
    return readRecovery(this.connection, indices, call);
  }

  async templates(prefixes: readonly string[], call?: SnapshotCall): Promise<TemplateMatch[]> {
    return findTemplates(this.connection, prefixes, call);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
