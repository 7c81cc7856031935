import { describe, expect, it } from '@jest/globals';
import { clientOptions, endpointName } from './endpoint.ts';

const addresses = [
  { host: 'sentinel-0', port: 26_379 },
  { host: 'sentinel-1', port: 26_379 },
];
const tls = { ca: 'of Redis' };

describe('where Redis is', () => {
  it('is an address, with its own login and TLS', () => {
    expect(clientOptions({ url: 'redis://a:1/2' })).toEqual({ url: 'redis://a:1/2' });
    expect(clientOptions({ url: 'rediss://a:1', username: 'u', password: 'p' })).toEqual({
      ...{ url: 'rediss://a:1', username: 'u', password: 'p' },
    });
  });

  it('is reached with the given certificates, which ioredis ignores next to rediss', () => {
    expect(clientOptions({ url: 'rediss://u:p@a:1', tls })).toEqual({ url: 'redis://u:p@a:1', tls });
  });

  it('is what the Sentinels say, each side with its own login and TLS', () => {
    const sentinels = {
      masterName: 'mymaster',
      addresses,
      username: 's',
      password: 'sp',
      tls: { ca: 'theirs' },
    };
    expect(clientOptions({ sentinels, username: 'u', password: 'p', tls, database: 3 })).toEqual({
      ...{ sentinels: addresses, name: 'mymaster' },
      ...{ sentinelUsername: 's', sentinelPassword: 'sp', sentinelTLS: { ca: 'theirs' } },
      ...{ username: 'u', password: 'p', tls, enableTLSForSentinelMode: true, db: 3 },
    });
    expect(clientOptions({ sentinels: { masterName: 'mymaster', addresses } })).toEqual({
      ...{ sentinels: addresses, name: 'mymaster' },
    });
  });

  it('is a server of a Redis Cluster, which is looked for at each connection', () => {
    const options = clientOptions({ cluster: addresses, username: 'u', password: 'p', tls });
    expect(options).toEqual({
      ...{ cluster: addresses, Connector: expect.any(Function) },
      ...{ username: 'u', password: 'p', tls },
    });
  });

  it('has a name that tells it from others', () => {
    const named = (masterName: string, database?: number): string =>
      endpointName(
        clientOptions({ sentinels: { masterName, addresses }, ...(database !== undefined && { database }) }),
      );
    const names = [
      ...[named('a'), named('b'), named('a', 1)],
      endpointName({ url: 'redis://a:1' }),
      endpointName(clientOptions({ cluster: addresses })),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(named('a')).toBe(named('a', 0));
  });
});
