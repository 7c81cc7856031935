import type { Client } from '@elastic/elasticsearch';
import type { estypes } from '@elastic/elasticsearch';
import type { IndexTemplate } from '../../elasticsearch/elasticsearch.state.ts';
import { reasonOf } from './search-engine.ts';
import { firstDocuments } from './first-documents.ts';

const settings = { number_of_shards: 1, number_of_replicas: 0 };

/** Camunda names every field; here texts are keywords and numbers are what JSON makes of them. */
const mappings: estypes.MappingTypeMapping = {
  dynamic_templates: [{ texts: { match_mapping_type: 'string', mapping: { type: 'keyword' } } }],
};

/** Process instances, their flow nodes and their variables share one index of Operate, and join there. */
const listView: estypes.MappingTypeMapping = {
  ...mappings,
  properties: {
    joinRelation: { type: 'join', relations: { processInstance: ['activity', 'variable'] } },
  },
};

const mappingsOf = (index: string): estypes.MappingTypeMapping =>
  index.includes('operate-list-view-') ? listView : mappings;

/** What an application makes when it starts. */
export interface OwnIndices {
  readonly templates: readonly Pick<IndexTemplate, 'name' | 'patterns'>[];
  readonly indices: readonly string[];
}

/**
 * Makes the index templates of an application, and the indices that it misses. Recorded: Operate and Tasklist do so, and
 * leave the new indices empty but for a few documents of their own, before they are ready.
 * @returns the names of the indices that were made
 */
export async function makeMissingIndices(elasticsearch: Client, own: OwnIndices): Promise<string[]> {
  for (const { name, patterns } of own.templates) {
    const [pattern = ''] = patterns;
    await elasticsearch.indices.putIndexTemplate({
      name,
      index_patterns: [...patterns],
      template: { settings, mappings: mappingsOf(pattern) },
    });
  }
  const missing = await missingIndices(elasticsearch, own.indices);
  const made: string[] = [];
  for (const index of missing) if (await makeIndex(elasticsearch, index)) made.push(index);
  return made;
}

/** Which of these indices there are not. */
export async function missingIndices(elasticsearch: Client, names: readonly string[]): Promise<string[]> {
  const present = await elasticsearch.indices.getSettings({
    index: '*',
    expand_wildcards: 'all',
    filter_path: '*.settings.index.uuid',
  });
  return names.filter((name) => !(name in present));
}

async function makeIndex(elasticsearch: Client, index: string): Promise<boolean> {
  try {
    await elasticsearch.indices.create({ index, settings, mappings: mappingsOf(index) });
  } catch (error) {
    // Another start of the same application was quicker.
    if (reasonOf(error).includes('resource_already_exists_exception')) return false;
    throw error;
  }
  for (const { id, document } of firstDocuments(index))
    await elasticsearch.index({ index, id, document, refresh: true });
  return true;
}
