import { generationIn, isRelational } from './generation.ts';
import { bytesOf, defaultIndices, optimizeIndices, recordIndices } from '../config/default-indices.ts';
import type { IndexSpec } from '../config/default-indices.ts';
import { defaultTemplates, optimizeTemplates } from '../config/default-templates.ts';
import type { ClusterConfig } from '../config/simulator.schema.ts';
import type { IndexTemplate } from '../elasticsearch/elasticsearch.state.ts';
import { historyLayers } from './8.8/history-indices.ts';
import { historyTemplates } from './8.8/history-layout.ts';
import { indexPrefixOf } from './8.8/history-names.ts';

export interface MadeByCamunda {
  readonly indices: readonly IndexSpec[];
  readonly templates: IndexTemplate[];
}

const template = (name: string, pattern: string): IndexTemplate => ({
  name,
  kind: 'composable',
  patterns: [pattern],
});

const index = (name: string, docs: number, shards = 1): IndexSpec => ({
  name,
  shards,
  docs,
  bytes: bytesOf(docs),
});

/** The record indices carry the version of the exporter, and are there only while it is configured. */
function records(config: ClusterConfig, day: Date): MadeByCamunda {
  const { version, components, settings } = config;
  const isRead = !isRelational(config) || components.includes('optimize');
  if (!components.includes('zeebe') || !settings.zeebe.recordsExporter || !isRead)
    return { indices: [], templates: [] };
  const date = day.toISOString().slice(0, 10);
  const own = recordIndices.map(
    ([name, shards, docs]) => [name.replace('8.6.0', version), shards, docs] as const,
  );
  return {
    indices: own.map(([name, shards, docs]) => index(`${name}_${date}`, docs, shards)),
    templates: own.map(([name]) => template(name, `${name}_*`)),
  };
}

function optimize({ components }: ClusterConfig): MadeByCamunda {
  if (!components.includes('optimize')) return { indices: [], templates: [] };
  return {
    indices: optimizeIndices.map(([name, , docs]) => index(name, docs)),
    templates: optimizeTemplates.map((name) => template(name, `${name}-*`)),
  };
}

function history(config: ClusterConfig): MadeByCamunda {
  if (!config.components.includes('webapps')) return { indices: [], templates: [] };
  const made = config.tenants.map((tenant) => {
    const inFront = indexPrefixOf(config, tenant);
    const names = historyLayers(config.version).flatMap(({ indices }) => indices);
    return {
      indices: names.map(([name, docs]) => index(`${inFront}${name}`, docs)),
      templates: historyTemplates(config, tenant),
    };
  });
  return joined(made);
}

const joined = (all: readonly MadeByCamunda[]): MadeByCamunda => ({
  indices: all.flatMap(({ indices }) => indices),
  templates: all.flatMap(({ templates }) => templates),
});

/** Indices and templates of a cluster that has run for a while. Before 8.8 they are those of 8.6.0, whatever the version. */
export function madeByCamunda(config: ClusterConfig, day: Date): MadeByCamunda {
  const separate = ['8.1', '8.2', '8.4'].includes(generationIn(config));
  if (separate) return { indices: defaultIndices(day), templates: defaultTemplates() };
  return joined([records(config, day), history(config), optimize(config)]);
}
