import { describe, expect, it } from '@jest/globals';
import { addressesFor } from './probe-addresses.ts';

const found = {
  release: 'camunda',
  management: 'http://gw.ns.svc:9600',
  brokers: ['http://b-0.b.ns.svc:9600'],
  rest: 'http://gw.ns.svc:8080',
  apps: { optimize: 'http://optimize.ns.svc:8092' },
  search: 'http://es.ns.svc:9200',
};

describe('addressesFor', () => {
  it('takes what was found in Kubernetes', () => {
    expect(addressesFor({ broker: [] }, found)).toMatchObject({
      ...{ management: found.management, brokers: found.brokers, rest: found.rest, restFound: true },
      ...{ operate: undefined, optimize: found.apps.optimize, search: found.search },
    });
  });

  it('prefers what is given', () => {
    const given = {
      ...{ management: 'http://a', broker: ['http://b'], rest: 'http://c?x=1', operate: 'http://d' },
      ...{ optimize: 'http://e', search: 'http://f' },
    };
    expect(addressesFor(given, found)).toEqual({
      ...{ management: 'http://a', brokers: ['http://b'], rest: 'http://c', restFound: false },
      ...{ operate: 'http://d', tasklist: undefined, optimize: 'http://e', search: 'http://f' },
    });
  });

  it('works without Kubernetes', () => {
    expect(addressesFor({ management: 'http://a', broker: [] }, null)).toMatchObject({
      ...{ management: 'http://a', brokers: [], search: undefined },
    });
    expect(() => addressesFor({ broker: [] }, null)).toThrow(/management address/);
  });
});
