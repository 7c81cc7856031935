import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { parseConfig } from './load-config.ts';
import { problemsIn } from './problems.spec-support.ts';
import { shownConfig } from './redaction.ts';

const cluster = `
clusters:
  - name: prod
    version: "8.6"
    zeebe: { management: http://gw:9600 }
    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }
`;
const parse = (redis: string) => parseConfig(`redis: ${redis}${cluster}`, {}).redis;

const problemsOf = (redis: string): readonly string[] => problemsIn(`redis: ${redis}${cluster}`);

const SENTINELS = 'sentinels: { masterName: mymaster, addresses: ["sentinel-0:26379", "[fd00::1]:26380"] }';

describe('where the configuration says that Redis is', () => {
  it('is the local one where it says nothing', () => {
    expect(parseConfig(cluster, {}).redis.url?.reveal()).toBe('redis://127.0.0.1:6379');
  });

  it('may be where Sentinels say', () => {
    const redis = parse(`{ ${SENTINELS}, username: holdfast, password: hunter2, database: 2 }`);
    expect(redis.url).toBeUndefined();
    expect(redis).toMatchObject({ username: 'holdfast', database: 2 });
    expect(redis.sentinels).toMatchObject({
      masterName: 'mymaster',
      addresses: [
        { host: 'sentinel-0', port: 26_379 },
        { host: 'fd00::1', port: 26_380 },
      ],
    });
    expect(redis.password?.reveal()).toBe('hunter2');
    expect(JSON.stringify(shownConfig(redis)) + inspect(redis, { depth: 9 })).not.toContain('hunter2');
  });

  it('may be a Redis Cluster', () => {
    const redis = parse('{ cluster: ["redis-0:6379", "redis-1:6379"], password: hunter2, tls: {} }');
    expect(redis.url).toBeUndefined();
    expect(redis).toMatchObject({
      cluster: [
        { host: 'redis-0', port: 6379 },
        { host: 'redis-1', port: 6379 },
      ],
      tls: {},
    });
  });

  it.each([
    [
      `{ url: "redis://r:6379", ${SENTINELS} }`,
      'redis.sentinels: the value must not stand next to redis.url',
    ],
    [
      `{ cluster: ["redis-0:6379"], ${SENTINELS} }`,
      'redis.cluster: the value must not stand next to redis.sentinels',
    ],
    ['{ url: "redis://r:1", cluster: ["r:1"] }', 'redis.cluster: the value must not stand next to redis.url'],
    ['{ cluster: [] }', 'redis.cluster: '],
    ['{ cluster: [redis-0] }', 'is not a host with its port'],
    ['{ cluster: ["r:1"], database: 1 }', 'is for redis.sentinels'],
    ['{ sentinels: { masterName: a, addresses: [] } }', 'redis.sentinels.addresses: '],
    ['{ sentinels: { masterName: a, addresses: [sentinel-0] } }', 'is not a host with its port'],
    ['{ sentinels: { masterName: a, addresses: ["s:70000"] } }', 'is not a host with its port'],
    ['{ sentinels: { addresses: ["s:1"] } }', 'redis.sentinels.masterName: is missing'],
    ['{ username: holdfast }', 'redis.password: is missing; a username needs its password'],
    ['{ url: "redis://u:p@r:1", password: hunter2 }', 'must not stand next to a redis.url with credentials'],
    ['{ url: "redis://r:1", tls: {} }', 'needs a redis.url that begins with rediss://'],
    ['{ url: "redis://r:1", database: 1 }', 'is for redis.sentinels'],
    ['{ url: "http://r:1" }', 'is not a Redis address'],
  ])('refuses %s', (redis, problem) => {
    expect(problemsOf(redis).join('\n')).toContain(problem);
    expect(problemsOf(redis)).toHaveLength(1);
  });

  it('takes a private certificate authority for rediss', () => {
    expect(parse('{ url: "rediss://r:6379", tls: { servername: redis.internal } }').tls).toEqual({
      servername: 'redis.internal',
    });
  });
});
