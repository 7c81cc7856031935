import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { probeEngine } from '../../apps/cli/src/clusters/probe/probe-engine.ts';
import { ask, provideElasticsearch } from '../support/elasticsearch.ts';
import { provideOpenSearch } from '../support/opensearch.ts';
import type { TestElasticsearch } from '../support/test-elasticsearch.ts';

const CALL = { timeoutMs: 20_000, caller: 'probe.spec' };
const INDICES = [
  'probe-operate-incident-8.3.1_',
  'probe-operate-sequence-flow-8.3.0_',
  'probe-record_job_8.6.0_2026-11-28',
];

describe.each([
  ['elasticsearch', provideElasticsearch],
  ['opensearch', provideOpenSearch],
] as const)('the probe of a real %s', (engine, provide) => {
  let server: TestElasticsearch;
  beforeAll(async () => {
    server = await provide();
    await ask(server, 'PUT', '/_snapshot/probe', {
      type: 'fs',
      settings: { location: `${server.location}/probe` },
    });
    for (const index of INDICES) await ask(server, 'PUT', `/${index}`);
  }, 240_000);
  afterAll(async () => {
    for (const index of INDICES) await ask(server, 'DELETE', `/${index}`);
    await ask(server, 'DELETE', '/_snapshot/probe');
    await server.stop();
  }, 60_000);

  it('recognizes it, and finds the repository and the prefixes', async () => {
    const found = await probeEngine({ url: server.url }, CALL);
    expect(found).toMatchObject({ url: server.url, engine, username: null });
    expect(found.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(found.repositories).toContain('probe');
    expect(found.prefixes).toMatchObject({ operate: ['probe-operate'], records: ['probe-record'] });
  });
});
