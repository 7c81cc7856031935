import { Client, errors } from '@elastic/elasticsearch';
import type { StoresConfig } from '../../config/simulator.schema.ts';
import { OpenSearchConnection } from './opensearch-connection.ts';

/** How long one request may take (ms). A snapshot that is waited for may be large. */
const requestTimeout = 600_000;

/** A client for the engine of a simulated cluster, which is on this machine or near it. */
export function engineClient({ elasticsearch, opensearch }: StoresConfig): Client {
  const options = { maxRetries: 0, requestTimeout, compression: false };
  return opensearch === undefined
    ? new Client({ node: elasticsearch ?? '', ...options })
    : new Client({ node: opensearch, Connection: OpenSearchConnection, ...options });
}

/** Whether the engine answered with this status. */
export const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof errors.ResponseError && error.statusCode === status;

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
