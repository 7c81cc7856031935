import type { Client } from '@elastic/elasticsearch';
import type { WebAppName } from '../web-apps/web-app.state.ts';
import { hasStatus } from '../stores/real/search-engine.ts';

/** How far an application has read the records of one partition and value type. */
export interface ImportPosition {
  readonly partitionId: number;
  /** The value type as in the name of an index. */
  readonly aliasName: string;
  position: number;
  sequence: number;
}

/** In which index each application notes it. */
const positionIndices: Readonly<Record<WebAppName, string>> = {
  operate: 'operate-import-position-8.3.0_',
  tasklist: 'tasklist-import-position-8.2.0_',
  optimize: 'optimize-position-based-import-index_v3',
};

const mostPositions = 1_000;

/** The import positions of one application, kept in Elasticsearch next to what it imported. */
export class ImportPositions {
  readonly index: string;
  private known: Map<string, ImportPosition> | undefined;

  constructor(
    private readonly elasticsearch: Client,
    app: WebAppName,
  ) {
    this.index = positionIndices[app];
  }

  /** As at the start of the process: read from Elasticsearch once. */
  async load(): Promise<ReadonlyMap<string, ImportPosition>> {
    this.known ??= await this.read();
    return this.known;
  }

  /** The process ended, and with it what it had in memory. */
  forget(): void {
    this.known = undefined;
  }

  /** The bulk operations that note a position, to be sent after the documents. */
  operations(read: ImportPosition): object[] {
    const id = keyOf(read);
    return [{ index: { _index: this.index, _id: id } }, { id, ...read }];
  }

  /** To be called once they are stored. */
  noted(reads: Iterable<ImportPosition>): void {
    for (const read of reads) this.known?.set(keyOf(read), read);
  }

  private async read(): Promise<Map<string, ImportPosition>> {
    try {
      const { hits } = await this.elasticsearch.search<ImportPosition>({
        index: this.index,
        size: mostPositions,
      });
      return new Map(
        hits.hits.flatMap(({ _source: source }) =>
          source?.aliasName === undefined ? [] : [[keyOf(source), source]],
        ),
      );
    } catch (error) {
      if (hasStatus(error, 404)) return new Map();
      throw error;
    }
  }
}

export const keyOf = ({
  partitionId,
  aliasName,
}: Pick<ImportPosition, 'partitionId' | 'aliasName'>): string => `${partitionId}-${aliasName}`;
