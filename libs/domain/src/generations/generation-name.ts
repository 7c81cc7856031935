/**
 * Generations of Camunda 8 that must be backed up, restored or asked in the same way. Each is named after its first minor.
 * - `8.1`: the first backup APIs: one backup by its id, no list, no deletion
 * - `8.2`: 8.2 and 8.3
 * - `8.4`: 8.4 to 8.7
 * - `8.8`: 8.8 to 8.10 on a search engine, through the management API
 * - `8.10`: 8.10 on a search engine, through the Orchestration Cluster REST API
 * - `rdbms`: 8.9 and 8.10 on a relational database
 */
export const GENERATIONS = ['8.1', '8.2', '8.4', '8.8', '8.10', 'rdbms'] as const;
export type GenerationName = (typeof GENERATIONS)[number];
