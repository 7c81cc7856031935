import type { FoundCluster } from './probe-cluster.ts';
import type { FoundEngine } from './probe-engine.ts';

export const foundPort = (url: string) => ({
  url,
  version: '8.6.0',
  actuators: ['backups'],
  topology: null,
  replicas: null,
});

export const foundBroker = (url: string, brokers = 1) => ({
  ...foundPort(url),
  actuators: ['exporting', 'partitions'],
  topology: { brokers, partitions: 2 },
  replicas: [1, 2],
});

export const foundEngine = (over: Partial<FoundEngine> = {}): FoundEngine => ({
  url: 'http://es:9200',
  username: null,
  engine: 'elasticsearch',
  version: '8.16.1',
  repositories: ['camunda'],
  prefixes: { operate: ['operate'], tasklist: [], webapps: [], optimize: [], records: ['zeebe-record'] },
  problems: [],
  ...over,
});

/** A cluster of 8.6 of which everything was found. */
export const foundCluster = (over: Partial<FoundCluster> = {}): FoundCluster => ({
  version: '8.6.0',
  orchestration: false,
  rest: null,
  zeebe: foundBroker('http://gw:9600'),
  brokers: [],
  apps: { operate: foundPort('http://operate:9600') },
  engine: foundEngine(),
  missing: [],
  ...over,
});
