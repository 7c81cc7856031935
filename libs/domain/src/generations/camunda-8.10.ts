import type { Procedure } from '../procedure-shape.ts';
import { camunda88, restoreSnapshots } from './camunda-8.8.ts';
import type { Generation } from './generation.ts';
import { restoreInProcess, restorePart } from './stages.ts';

/** Optimize is the only application of its own. Operate and Tasklist keep running with the brokers, which they are part of. */
const restore: Procedure = restoreInProcess(
  {
    name: 'restore-in-process',
    source:
      'Camunda 8.10 docs, Self-Managed, operational guides: Backup and restore, Elasticsearch/OpenSearch, "Restore API"',
  },
  {
    stop: [restorePart('stop-optimize', 'optimize', 'Stop Optimize, which would write into its indices')],
    start: [restorePart('start-optimize', 'optimize', 'Start Optimize')],
  },
  restoreSnapshots,
);

/** 8.10 on a search engine, through the Orchestration Cluster REST API. */
export const camunda810: Generation = {
  ...camunda88,
  name: '8.10',
  minors: [10],
  shape: { ...camunda88.shape, rest: true },
  procedures: { ...camunda88.procedures, restore },
};
