import { camunda88 } from './camunda-8.8.ts';
import type { Generation } from './generation.ts';

/** 8.10 on a search engine, through the Orchestration Cluster REST API. */
export const camunda810: Generation = {
  ...camunda88,
  name: '8.10',
  minors: [10],
  shape: { ...camunda88.shape, rest: true },
};
