import type { IndexTemplate } from '../elasticsearch/elasticsearch.state.ts';
import { operateIndices, recordIndices } from './default-indices.ts';

/** Parts of a backup whose indices get dated successors, for which Operate keeps a template each. */
const datedParts = [2, 4];

const tasklistTemplates = [
  'tasklist-task-8.5.0_',
  'tasklist-list-view-8.6.0_',
  'tasklist-draft-task-variable-8.3.0_',
  'tasklist-task-variable-8.3.0_',
];

export const optimizeTemplates = [
  'optimize-external-process-variable_v2',
  'optimize-variable-update-instance_v2',
];

/**
 * Templates as Camunda 8.6.0 has them. How many of Operate and Tasklist was recorded; all names follow the published
 * source. The exporter's are only those of the default record indices, not all 31.
 */
export function defaultTemplates(): IndexTemplate[] {
  const operate = operateIndices.filter(([, part]) => datedParts.includes(part)).map(([name]) => name);
  const apps = [...operate, ...tasklistTemplates].map((name) => [`${name}template`, `${name}*`] as const);
  const optimize = optimizeTemplates.map((name) => [name, `${name}-*`] as const);
  const records = recordIndices.map(([name]) => [name, `${name}_*`] as const);
  return [...apps, ...optimize, ...records].map(([name, pattern]) => ({
    name,
    kind: 'composable',
    patterns: [pattern],
  }));
}
