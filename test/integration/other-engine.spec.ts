import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isCall, World } from '../support/world.ts';

/** The configuration names OpenSearch, and Elasticsearch answers at the address. */
let world: World;
beforeAll(async () => {
  world = await World.create(['a'], {
    cluster: (name, urls) =>
      Promise.resolve({
        name,
        version: '8.6',
        zeebe: { management: urls.zeebe, brokers: urls.brokers },
        records: { engine: 'opensearch', url: urls.elasticsearch, repository: 'camunda' },
      }),
  });
});
afterAll(() => world.close());

describe('a backup whose search engine is not the configured one', () => {
  it('is rejected with the field, what was found and what to do, and changes nothing', async () => {
    const mark = await world.mark('a');
    const { body, status } = await world.api.start('a');
    expect(status).toBe(202);
    const { outcome, checks } = await world.api.done('a', body.backupId);
    expect(outcome).toBe('rejected');
    const clock = checks.find(({ name }) => name === 'records-clock');
    expect(clock).toMatchObject({ ok: false });
    expect(JSON.stringify(clock)).toContain(
      'is Elasticsearch 8.16.1, and records.engine says opensearch. Set records.engine',
    );
    // The log has what changes something.
    const calls = (await world.effects('a', mark)).filter(isCall);
    expect(calls).toEqual([]);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  });
});
