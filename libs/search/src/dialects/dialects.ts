import { elasticsearch } from './elasticsearch/elasticsearch.dialect.ts';
import { opensearch } from './opensearch/opensearch.dialect.ts';
import type { Dialect } from './dialect.ts';

const DIALECTS = { elasticsearch, opensearch } as const;

/** What `records.engine` may be. */
export type EngineName = keyof typeof DIALECTS;

/** As people write it: Elasticsearch or OpenSearch. */
export function titleOf(engine: EngineName): string {
  return DIALECTS[engine].title;
}

export function dialectOf(engine: EngineName): Dialect {
  return DIALECTS[engine];
}
