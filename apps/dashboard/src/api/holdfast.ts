import { addressOf, ENDPOINTS, type RouteName } from '#contracts/endpoints';
import type { Answer, CallArguments, RetentionRun } from '#contracts';
import type { RunName } from '#domain';
import { ApiProblem, ask } from './http.ts';

/** A run of any kind. */
export interface RunReference extends RunName {
  cluster: string;
}

type Parts = Partial<Record<'params' | 'query' | 'body', object>>;

/** Calls a route of the API: `call('backup.show', { params: { cluster, id } })`. @throws ApiProblem */
export function call<Name extends RouteName>(
  name: Name,
  ...[request]: CallArguments<Name>
): Promise<Answer<Name>> {
  const { params = {}, query, body } = (request ?? {}) as Parts;
  const address = addressOf(name, params as never, query as never);
  return ask<Answer<Name>>(address, { method: ENDPOINTS[name].method, body });
}

/** The query of a list that is shown page by page. */
export const page = (cursor: string | null) => ({ limit: 25, ...(cursor !== null && { cursor }) });

/** Where the journal of a run is followed. */
export const journalOf = ({ kind, cluster, number }: RunReference): string =>
  addressOf(`${kind}.follow`, { cluster, id: number });

/** null where retention has not run yet. @throws ApiProblem */
export function lastRetention(cluster: string): Promise<RetentionRun | null> {
  return call('retention.read', { params: { cluster } }).catch((error: unknown): null => {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  });
}
