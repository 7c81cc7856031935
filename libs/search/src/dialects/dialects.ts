import { elasticsearch } from './elasticsearch/elasticsearch.dialect.ts';
import { opensearch } from './opensearch/opensearch.dialect.ts';
import type { Dialect } from './dialect.ts';

const DIALECTS = { elasticsearch, opensearch } as const;

/** What `records.engine` may be. */
export type EngineName = keyof typeof DIALECTS;

export function dialectOf(engine: EngineName): Dialect {
  return DIALECTS[engine];
}
