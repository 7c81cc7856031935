import { Client, errors } from '@elastic/elasticsearch';

/** How long one request may take (ms). A snapshot that is waited for may be large. */
const requestTimeout = 600_000;

/** A client for the store of a simulated cluster, which is on this machine or near it. */
export const elasticsearchClient = (node: string): Client =>
  new Client({ node, maxRetries: 0, requestTimeout, compression: false });

/** Whether Elasticsearch answered with this status. */
export const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof errors.ResponseError && error.statusCode === status;

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
