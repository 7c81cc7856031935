import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

describe('indices', () => {
  let fake: FakeCluster;

  beforeEach(() => {
    fake = new FakeCluster({
      elasticsearch: {
        indices: [
          { name: 'zeebe-record_job_8.6.0_2026-11-22', shards: 3, docs: 2, bytes: 249 },
          { name: 'zeebe-record_job_8.6.0_2026-11-23', shards: 3, docs: 100, bytes: 38_605 },
          { name: 'operate-list-view-8.3.0_' },
        ],
      },
    });
  });

  it('are listed as a table, with the columns that are asked for', async () => {
    const columns = 'h=index,docs.count,store.size';
    const table = await fake.ask('elasticsearch', `GET /_cat/indices/zeebe-record*?${columns}`);
    expect([table.contentType, table.body]).toEqual([
      'text/plain; charset=UTF-8',
      'zeebe-record_job_8.6.0_2026-11-22   2   249b\nzeebe-record_job_8.6.0_2026-11-23 100 37.7kb\n',
    ]);
    const json = await fake.json('elasticsearch', `GET /_cat/indices/*22?format=json&bytes=b&${columns}`);
    expect(json).toEqual([
      { index: 'zeebe-record_job_8.6.0_2026-11-22', 'docs.count': '2', 'store.size': '249' },
    ]);
  });

  it('have the aliases that Camunda gives them', async () => {
    const { aliases } = await fake.json('elasticsearch', 'GET /_resolve/index/*');
    expect(aliases).toEqual([
      { name: 'operate-list-view-8.3.0_alias', indices: ['operate-list-view-8.3.0_'] },
      {
        name: 'zeebe-record-job',
        indices: ['zeebe-record_job_8.6.0_2026-11-22', 'zeebe-record_job_8.6.0_2026-11-23'],
      },
    ]);
  });

  it('are counted, and missing ones are an error only when they are named', async () => {
    expect((await fake.json('elasticsearch', 'GET /zeebe-record*/_count')).count).toBe(102);
    expect((await fake.ask('elasticsearch', 'GET /nosuch*/_count')).status).toBe(200);
    expect((await fake.ask('elasticsearch', 'GET /nosuch/_count')).status).toBe(404);
    expect((await fake.ask('elasticsearch', 'GET /_nosuch')).body).toContain('invalid_index_name_exception');
  });

  it('are created once, and deleted by name', async () => {
    expect((await fake.ask('elasticsearch', 'PUT /mine')).status).toBe(200);
    expect((await fake.ask('elasticsearch', 'PUT /mine')).body).toContain(
      'resource_already_exists_exception',
    );
    expect((await fake.ask('elasticsearch', 'DELETE /mine')).body).toBe('{"acknowledged":true}');
    expect((await fake.ask('elasticsearch', 'GET /mine')).status).toBe(404);
  });
});
