import {
  addressOf,
  ENDPOINTS,
  ROUTES,
  type Answer,
  type CallArguments,
  type ExportQuery,
  type JournalEvent,
  type JsonRoute,
  type RouteSpec,
} from '#contracts';
import type { RunName } from '#domain';
import { HoldfastHttp } from './http.ts';

/** A run of any kind. */
export interface RunReference extends RunName {
  cluster: string;
}

/** What a call takes besides the parts of the request. */
interface CallOptions {
  signal?: AbortSignal;
}
type Parts = CallOptions & { params?: object; query?: object; body?: object };

/** Holdfast's HTTP API, as the table of routes has it. Every method throws ProblemAnswer. */
export class HoldfastClient {
  private readonly http: HoldfastHttp;

  /**
   * @param token is asked for when the first request is made
   * @param seen what is done to each answer before anything else sees it
   */
  constructor(
    readonly url: string,
    token: () => string | null = () => null,
    seen?: <T>(answer: T) => T,
  ) {
    this.http = new HoldfastHttp(url, token, undefined, seen);
  }

  /** Calls a route: `call('backup.show', { params: { cluster, id } })`. The answer is one that its schema allows. */
  async call<Name extends JsonRoute>(
    name: Name,
    ...[request]: CallArguments<Name, CallOptions>
  ): Promise<Answer<Name>> {
    const { params = {}, query, body, signal } = (request ?? {}) as Parts;
    const { response }: RouteSpec = ROUTES[name];
    const answer: unknown = await this.http.ask(response, {
      method: ENDPOINTS[name].method,
      address: addressOf(name, params as never, query as never),
      body,
      signal,
    });
    return answer as Answer<Name>;
  }

  supportBundle(): Promise<{ name: string | null; content: Uint8Array }> {
    return this.http.download({ address: addressOf('support.bundle', {}) });
  }

  /** Runs with their journals, one JSON object per line, as they arrive. */
  history(query: ExportQuery, signal: AbortSignal): AsyncGenerator<string> {
    return this.http.text({ address: addressOf('run.export', {}, query), signal });
  }

  /** A run's journal after an event id, until the server ends the stream. */
  events(run: RunReference, after: string | null, signal: AbortSignal): AsyncGenerator<JournalEvent> {
    const { kind, cluster, number } = run;
    return this.http.events({
      address: addressOf(`${kind}.follow`, { cluster, id: number }),
      headers: after === null ? {} : { 'last-event-id': after },
      signal,
    });
  }
}
