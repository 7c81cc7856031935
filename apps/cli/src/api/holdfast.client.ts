import type {
  Answer,
  CallArguments,
  ExportQuery,
  JournalEvent,
  JsonRoute,
  Overview,
  RouteSpec,
} from '#contracts';
import { addressOf, ENDPOINTS } from '#contracts/endpoints';
import type { RunName } from '#domain';
import type { HoldfastHttp } from './http.ts';

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
  private http: Promise<HoldfastHttp> | null = null;

  /**
   * @param address of Holdfast; is asked for when the first request is made
   * @param token is asked for when the first request is made
   * @param seen what is done to each answer before anything else sees it
   */
  constructor(
    private readonly address: () => string,
    private readonly token: () => string | null = () => null,
    private readonly seen?: <T>(answer: T) => T,
  ) {}

  /** The address of Holdfast. @throws ProblemAnswer where a context does not give it */
  get url(): string {
    return this.address();
  }

  /** Calls a route: `call('backup.show', { params: { cluster, id } })`. The answer is one that its schema allows. */
  async call<Name extends JsonRoute>(
    name: Name,
    ...[request]: CallArguments<Name, CallOptions>
  ): Promise<Answer<Name>> {
    const { params = {}, query, body, signal } = (request ?? {}) as Parts;
    const [{ ROUTES }, http] = await Promise.all([import('#contracts'), this.loaded()]);
    const { response }: RouteSpec = ROUTES[name];
    const answer: unknown = await http.ask(response, {
      method: ENDPOINTS[name].method,
      address: addressOf(name, params as never, query as never),
      body,
      signal,
    });
    return answer as Answer<Name>;
  }

  async supportBundle(): Promise<{ name: string | null; content: Uint8Array }> {
    const http = await this.loaded();
    return http.download({ address: addressOf('support.bundle', {}) });
  }

  /** Runs with their journals, one JSON object per line, as they arrive. */
  async *history(query: ExportQuery, signal: AbortSignal): AsyncGenerator<string> {
    const http = await this.loaded();
    yield* http.text({ address: addressOf('run.export', {}, query), signal });
  }

  /** The overview at once and whenever it changed, until the server ends the stream. */
  async *overviews(signal: AbortSignal): AsyncGenerator<Overview> {
    const [{ overviewSchema }, http] = await Promise.all([import('#contracts'), this.loaded()]);
    const address = addressOf('overview.follow', {});
    yield* http.documents(overviewSchema, { name: 'overview', address, signal });
  }

  /** A run's journal after an event id, until the server ends the stream. */
  async *events(run: RunReference, after: string | null, signal: AbortSignal): AsyncGenerator<JournalEvent> {
    const { kind, cluster, number } = run;
    const http = await this.loaded();
    yield* http.events({
      address: addressOf(`${kind}.follow`, { cluster, id: number }),
      headers: after === null ? {} : { 'last-event-id': after },
      signal,
    });
  }

  /** With the first request: it brings the schemas of all answers, and help and completion need none. */
  private loaded(): Promise<HoldfastHttp> {
    this.http ??= import('./http.ts').then(
      ({ HoldfastHttp: Http }) => new Http(this.address(), this.token, undefined, this.seen),
    );
    return this.http;
  }
}
