import type { FoundCluster } from './probe-cluster.ts';
import type { FoundEngine } from './probe-engine.ts';

export const foundPort = (url: string) => ({ url, version: '8.6.0', actuators: [], topology: null });

export const foundEngine = (over: Partial<FoundEngine> = {}): FoundEngine => ({
  url: 'http://es:9200',
  username: null,
  engine: 'elasticsearch',
  version: '8.16.1',
  repositories: ['camunda'],
  prefixes: { operate: ['operate'], tasklist: [], optimize: [], records: ['zeebe-record'], webapps: [] },
  ...over,
});

/** A cluster of 8.6 of which everything was found. */
export const foundCluster = (over: Partial<FoundCluster> = {}): FoundCluster => ({
  version: '8.6.0',
  orchestration: false,
  rest: null,
  zeebe: { ...foundPort('http://gw:9600'), topology: { brokers: 1, partitions: 2 } },
  brokers: [],
  apps: { operate: foundPort('http://operate:9600') },
  engine: foundEngine(),
  missing: [],
  ...over,
});
