import { randomBytes } from 'node:crypto';
import type { IndexSpec } from '../config/default-indices.ts';
import type { ClusterConfig } from '../config/simulator.schema.ts';
import type { ElasticsearchState, IndexTemplate, Repository, StoredIndex } from './elasticsearch.state.ts';

const uuid = (): string => randomBytes(16).toString('base64url');

export const storedIndex = (spec: IndexSpec): StoredIndex => ({ ...spec, uuid: uuid(), open: true });

const fsRepository = (name: string): Repository => ({
  name,
  type: 'fs',
  settings: { compress: 'true', location: `/data/es/repo/${name}` },
});

/** `made` is what the Camunda of the cluster made in it. */
export function initialElasticsearchState(
  config: ClusterConfig['elasticsearch'],
  made: {
    readonly indices: readonly IndexSpec[];
    readonly templates: IndexTemplate[];
    readonly repositories: readonly string[];
  },
): ElasticsearchState {
  return {
    clusterUuid: uuid(),
    nodeId: uuid(),
    repositories: [...config.repositories, ...made.repositories].map(fsRepository),
    snapshots: {},
    indices: (config.indices ?? made.indices).map(storedIndex),
    templates: made.templates,
  };
}
