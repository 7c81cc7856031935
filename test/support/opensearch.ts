import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { borrow, borrowedServer } from './borrowed-elasticsearch.ts';
import { clusterCommand } from './real-cluster.ts';
import type { TestElasticsearch } from './test-elasticsearch.ts';

/** Apart from the ports of every Elasticsearch of the tests. */
const PORT_BASE = 22_400;

/**
 * A real OpenSearch for one test: the server at HOLDFAST_OPENSEARCH_URL; else a local process of HOLDFAST_OPENSEARCH_HOME;
 * else one that is assembled for it.
 * @throws Error when the server at the address has something that the tests would take for their own
 */
export async function provideOpenSearch(): Promise<TestElasticsearch> {
  const borrowed = borrowedServer('OPENSEARCH', process.env);
  if (borrowed !== null) return borrow(borrowed);
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-os-'));
  const output = await clusterCommand(['up', '--only', 'os'], directory, PORT_BASE);
  const { opensearch, opensearchRepositoryDirectory } = JSON.parse(output) as Record<string, string>;
  return {
    url: opensearch ?? '',
    location: opensearchRepositoryDirectory ?? '',
    stop: async () => {
      await clusterCommand(['wipe'], directory, PORT_BASE);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
