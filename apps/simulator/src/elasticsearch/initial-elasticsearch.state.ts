import { randomBytes } from 'node:crypto';
import { defaultIndices } from '../config/default-indices.ts';
import type { IndexSpec } from '../config/default-indices.ts';
import { defaultTemplates } from '../config/default-templates.ts';
import type { ClusterConfig } from '../config/simulator.schema.ts';
import type { ElasticsearchState, Repository, StoredIndex } from './elasticsearch.state.ts';

const uuid = (): string => randomBytes(16).toString('base64url');

export const storedIndex = (spec: IndexSpec): StoredIndex => ({ ...spec, uuid: uuid(), open: true });

const fsRepository = (name: string): Repository => ({
  name,
  type: 'fs',
  settings: { compress: 'true', location: `/data/es/repo/${name}` },
});

export function initialElasticsearchState(
  config: ClusterConfig['elasticsearch'],
  now: number,
): ElasticsearchState {
  return {
    clusterUuid: uuid(),
    nodeId: uuid(),
    repositories: config.repositories.map(fsRepository),
    snapshots: {},
    indices: (config.indices ?? defaultIndices(new Date(now))).map(storedIndex),
    templates: defaultTemplates(),
  };
}
