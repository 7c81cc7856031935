/** How a cluster is configured, as far as it decides about its generation. */
export interface ClusterShape {
  /** One application serves Zeebe, Operate and Tasklist (8.8 and later). */
  orchestration: boolean;
  /** Backups are asked for through the REST API (8.10). */
  rest: boolean;
  /** A relational database is in the place of the search engine (8.9 and later). */
  relational: boolean;
}

/** 8.1 to 8.7. */
export const SEPARATE_SHAPE: ClusterShape = { orchestration: false, rest: false, relational: false };
