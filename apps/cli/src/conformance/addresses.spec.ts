import { describe, expect, it } from '@jest/globals';
import type { CamundaEndpoints } from '#camunda';
import { addressesOf, endpointsAt, fingerprintOf } from './addresses.ts';

const auth = { bearer: { token: { reveal: () => 'hush' } } };
const cluster: CamundaEndpoints = {
  generation: '8.10',
  zeebe: {
    management: 'http://gw:9600',
    brokers: ['http://gw:9600', 'http://b-1:9600'],
    auth,
    tls: undefined,
  },
  webapps: { management: 'http://gw:9600', auth, tls: undefined },
  optimize: { management: 'http://optimize:8092/base', auth: undefined, tls: undefined },
  rest: { url: 'http://gw:8080', auth, tls: undefined },
};

it('names every address of a cluster, also two with one URL', () => {
  expect(addressesOf(cluster).map(({ name, url }) => `${name} ${url}`)).toEqual([
    ...['zeebe http://gw:9600', 'broker-0 http://gw:9600', 'broker-1 http://b-1:9600'],
    ...['webapps http://gw:9600', 'optimize http://optimize:8092/base', 'rest http://gw:8080'],
  ]);
});

it('makes the same cluster of its addresses', () => {
  expect(endpointsAt('8.10', addressesOf(cluster))).toEqual(cluster);
});

it('needs the address of Zeebe', () => {
  expect(() => endpointsAt('8.4', [])).toThrow('the address of Zeebe is missing');
});

describe('the fingerprint of a cluster', () => {
  const cluster = { generation: '8.4', zeebe: { management: 'http://gw:9600' } } as const;

  it('is that of its addresses, and does not show them', () => {
    expect(fingerprintOf({ ...cluster })).toBe(fingerprintOf(cluster));
    expect(fingerprintOf({ ...cluster, zeebe: { management: 'http://other:9600' } })).not.toBe(
      fingerprintOf(cluster),
    );
    expect(fingerprintOf(cluster)).toMatch(/^[0-9a-f]{64}$/);
  });
});
