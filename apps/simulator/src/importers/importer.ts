import type { Client, estypes } from '@elastic/elasticsearch';
import type { ClusterContext } from '../cluster/cluster.context.ts';
import { recordPrefix, typeName } from '../exporter/record-indices.ts';
import type { WebAppName } from '../web-apps/web-app.state.ts';
import { ImportPositions, keyOf } from './import-positions.ts';
import type { Documents, ImportedRecord, Write } from './imported-record.ts';

/** How many records one round reads. */
const batchSize = 1_000;

/** Reads what the exporter wrote, from where it stopped, and makes the documents of one application out of it. */
export class Importer {
  private readonly positions: ImportPositions;

  constructor(
    private readonly app: WebAppName,
    private readonly cluster: ClusterContext,
    private readonly elasticsearch: Client,
    private readonly documents: Documents,
  ) {
    this.positions = new ImportPositions(elasticsearch, app);
  }

  /** One round. @returns whether there may be more to import */
  async round(): Promise<boolean> {
    if (this.cluster.isDown(this.app)) {
      this.positions.forget();
      return false;
    }
    const records = await this.unread();
    if (records.length === 0) return false;
    await this.write(records);
    return records.length === batchSize;
  }

  private async unread(): Promise<ImportedRecord[]> {
    const known = [...(await this.positions.load()).values()];
    const read = known.map(({ partitionId, aliasName, position }) => ({
      bool: {
        filter: [
          { term: { partitionId } },
          { term: { valueType: aliasName.toUpperCase().replaceAll('-', '_') } },
          { range: { position: { lte: position } } },
        ],
      },
    }));
    const { hits } = await this.elasticsearch.search<ImportedRecord>({
      index: this.documents.reads.map((type) => `${recordPrefix}_${typeName(type)}_*`),
      ignore_unavailable: true,
      allow_no_indices: true,
      query: { bool: { must_not: read } },
      sort: [{ position: { order: 'asc', unmapped_type: 'long' } }] as estypes.Sort,
      size: batchSize,
    });
    return hits.hits.flatMap(({ _source: source }) => (source === undefined ? [] : [source]));
  }

  /** The documents first, then how far they go: a process that ends between the two imports them again. */
  private async write(records: readonly ImportedRecord[]): Promise<void> {
    await this.bulk(records.flatMap((record) => this.documents.writes(record)).flatMap(operationOf));
    const last = new Map(
      records.map((record) => {
        const { partitionId, position, sequence, valueType } = record;
        const read = { partitionId, aliasName: typeName(valueType), position, sequence };
        return [keyOf(read), read];
      }),
    );
    await this.bulk([...last.values()].flatMap((read) => this.positions.operations(read)));
    this.positions.noted(last.values());
  }

  private async bulk(operations: object[]): Promise<void> {
    if (operations.length === 0) return;
    const { errors, items } = await this.elasticsearch.bulk({ operations, refresh: true });
    if (!errors) return;
    const failed = items.flatMap((item) => Object.values(item)).find(({ error }) => error !== undefined);
    throw new Error(`${this.app} cannot import: ${JSON.stringify(failed)}`);
  }
}

/** Fields are laid over those of a document that is there; records of an instance come from several value types. */
export function operationOf({ index, id, routing, fields }: Write): object[] {
  const target = { _index: index, ...(routing !== undefined && { routing }) };
  return id === undefined
    ? [{ index: target }, fields]
    : [{ update: { ...target, _id: id, retry_on_conflict: 3 } }, { doc: fields, doc_as_upsert: true }];
}
