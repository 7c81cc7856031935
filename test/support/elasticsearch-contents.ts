import { json } from './real-cluster.ts';

/** Every document of an index, by its id. */
type Documents = Record<string, Record<string, unknown>>;

interface Hits {
  hits: { hits: { _id: string; _source: Record<string, unknown> }[] };
}

const OF_CAMUNDA = /^(operate|tasklist|optimize|zeebe|camunda)-/;
/** What one search returns at most, as Elasticsearch has it by default. */
const MOST = 10_000;

const body = (value: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** Names of all indices that Camunda has in this Elasticsearch. */
export async function camundaIndices(elasticsearch: string): Promise<string[]> {
  const rows = await json<{ index: string }[]>(
    `${elasticsearch}/_cat/indices?format=json&expand_wildcards=all&h=index`,
  );
  return rows
    .map(({ index }) => index)
    .filter((index) => OF_CAMUNDA.test(index))
    .sort();
}

export async function deleteCamundaIndices(elasticsearch: string): Promise<void> {
  for (const index of await camundaIndices(elasticsearch))
    await json(`${elasticsearch}/${index}`, { method: 'DELETE' });
}

/** Everything that Camunda has in this Elasticsearch, document by document. @throws Error when an index has more than 10,000 */
export async function contentsOf(elasticsearch: string): Promise<Record<string, Documents>> {
  const contents: Record<string, Documents> = {};
  for (const index of await camundaIndices(elasticsearch)) {
    await json(`${elasticsearch}/${index}/_refresh`, { method: 'POST' });
    const { hits } = await json<Hits>(`${elasticsearch}/${index}/_search`, body({ size: MOST }));
    if (hits.hits.length === MOST) throw new Error(`${index} has too many documents to compare them all`);
    contents[index] = Object.fromEntries(hits.hits.map(({ _id: id, _source: source }) => [id, source]));
  }
  return contents;
}

/** How many documents each index holds, for a report. */
export const countsOf = (contents: Record<string, Documents>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(contents).map(([index, documents]) => [index, Object.keys(documents).length]),
  );

interface Found {
  total: number;
  /** The first few, in order. */
  sample: Record<string, unknown>[];
}

async function find(
  elasticsearch: string,
  index: string,
  { term, sort }: { term: Record<string, string>; sort: string },
): Promise<Found> {
  await json(`${elasticsearch}/${index}/_refresh`, { method: 'POST' });
  const query = {
    query: { term },
    sort: [{ [sort]: { order: 'asc', unmapped_type: 'long' } }],
    size: 5,
    track_total_hits: true,
  };
  const { hits } = await json<Hits & { hits: { total: { value: number } } }>(
    `${elasticsearch}/${index}/_search`,
    body(query),
  );
  return { total: hits.total.value, sample: hits.hits.map(({ _source: source }) => source) };
}

/** Process instances, in the index of Operate. */
export const instancesIn = (elasticsearch: string): Promise<Found> =>
  find(elasticsearch, 'operate-list-view-*', {
    term: { joinRelation: 'processInstance' },
    sort: 'processInstanceKey',
  });

/** Instances that have ended, in the index of Operate. */
export const endedInstancesIn = (elasticsearch: string): Promise<Found> =>
  find(elasticsearch, 'operate-list-view-*', { term: { state: 'COMPLETED' }, sort: 'processInstanceKey' });

/** Tasks that are open, in the index of Tasklist. */
export const tasksIn = (elasticsearch: string): Promise<Found> =>
  find(elasticsearch, 'tasklist-task-*', { term: { state: 'CREATED' }, sort: 'key' });
