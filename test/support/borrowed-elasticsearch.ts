import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestElasticsearch } from './test-elasticsearch.ts';
import { json } from './real-cluster.ts';

/** What the tests name their indices and templates; a server of another user may have its own of these names. */
const OF_TESTS = /^(operate|tasklist|optimize|contract|camunda)[-_]|^zeebe-record/;
const REPOSITORIES_OF_TESTS = /^(contract|camunda)/;

type Kind = 'ELASTICSEARCH' | 'OPENSEARCH';

interface Borrowed {
  kind: Kind;
  url: string;
  /** A directory that the server may keep snapshots in, as `path.repo` names it. */
  repository: string;
}

/** HOLDFAST_ELASTICSEARCH_URL and HOLDFAST_ELASTICSEARCH_REPOSITORY, or those of OpenSearch; null where the first is not set. */
export function borrowedServer(kind: Kind, env: NodeJS.ProcessEnv): Borrowed | null {
  const url = env[`HOLDFAST_${kind}_URL`];
  const repository = env[`HOLDFAST_${kind}_REPOSITORY`];
  if (!url) return null;
  if (repository) return { kind, url: url.replace(/\/+$/, ''), repository };
  throw new Error(
    `HOLDFAST_${kind}_URL is set, and HOLDFAST_${kind}_REPOSITORY is not: it names a directory below path.repo of that server.`,
  );
}

/**
 * A server that the tests did not start. They delete everything they made before they return it.
 * @throws Error before anything is written, when something on it has a name that the tests use
 */
export async function borrow({ kind, url, repository }: Borrowed): Promise<TestElasticsearch> {
  const found = await belongings(url);
  if (found.length > 0)
    throw new Error(
      `The server at ${url} (HOLDFAST_${kind}_URL) has what the tests would take for theirs: ${found.map(describe).join(', ')}. It was left as it is. Delete that, or name a server without it.`,
    );
  const location = join(repository, `holdfast-${randomUUID()}`);
  return {
    url,
    location,
    stop: async () => {
      for (const thing of await belongings(url)) await remove(url, thing);
      removeFiles(location);
    },
  };
}

interface Thing {
  /** The path below which the server has things of this kind. */
  kind: '' | '_index_template' | '_component_template' | '_template' | '_snapshot';
  name: string;
}

/** In the order in which they can be deleted: a component template goes after those that use it. */
async function belongings(url: string): Promise<Thing[]> {
  const get = <T>(path: string) => json<T>(`${url}/${path}`);
  const named = (kind: Thing['kind'], names: string[], pattern = OF_TESTS): Thing[] =>
    names.filter((name) => pattern.test(name)).map((name) => ({ kind, name }));
  const indices = await get<{ index: string }[]>('_cat/indices?format=json&h=index&expand_wildcards=all');
  const composable = await get<{ index_templates: { name: string }[] }>('_index_template');
  const components = await get<{ component_templates: { name: string }[] }>('_component_template');
  return [
    ...named(
      '',
      indices.map(({ index }) => index),
    ),
    ...named(
      '_index_template',
      composable.index_templates.map(({ name }) => name),
    ),
    ...named(
      '_component_template',
      components.component_templates.map(({ name }) => name),
    ),
    ...named('_template', Object.keys(await get<Record<string, unknown>>('_template'))),
    ...named(
      '_snapshot',
      Object.keys(await get<Record<string, unknown>>('_snapshot')),
      REPOSITORIES_OF_TESTS,
    ),
  ];
}

/** A repository loses its snapshots first, unless it is read-only. */
async function remove(url: string, { kind, name }: Thing): Promise<void> {
  const path = [kind, encodeURIComponent(name)].filter(Boolean).join('/');
  if (kind === '_snapshot') await fetch(`${url}/${path}/*`, { method: 'DELETE' });
  await json(`${url}/${path}`, { method: 'DELETE' });
}

/** The server may be on another machine or of another user; then its folder stays, with no snapshot in it. */
function removeFiles(location: string): void {
  try {
    rmSync(location, { recursive: true, force: true });
  } catch (error) {
    if (!['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function describe({ kind, name }: Thing): string {
  if (kind === '') return `index ${name}`;
  return `${kind === '_snapshot' ? 'snapshot repository' : 'template'} ${name}`;
}
