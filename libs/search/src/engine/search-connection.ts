import type { z } from 'zod';
import { StepFailure } from '#domain';
import {
  Authorization,
  Deadline,
  GuardedAgents,
  RequestSigner,
  SigningFailure,
  TokenFailure,
  tlsOptions,
  type CallOptions,
  type Connection,
  type TlsOptions,
} from '#http';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectOf, type EngineName } from '../dialects/dialects.ts';
import { storeAnswerOf, type StoreAction } from './answer.ts';
import type { Answered, Asker, Engine } from './asker.ts';
import { parametersOf, pathOf, searchOf, type EngineRequest } from './engine-request.ts';
import { unknownParameters } from './engine-errors.ts';
import { engineFailure } from './failure.ts';
import { OtherEngine } from './odd-answer.ts';
import { shaped } from './shapes.ts';
import { readingAgents, sendOnce } from './wire.ts';

export interface SearchOptions {
  engine: EngineName;
  /** May have a path prefix and credentials. */
  url: string;
  /** Wins over credentials of the address. */
  auth?: Connection['auth'];
  tls?: Connection['tls'];
  /** Shared by all that talk to the same store, so that they share a token; made from `auth` where it is missing. */
  authorization?: Authorization;
  /** For each whole call (ms). */
  timeoutMs?: number;
}

interface Asking {
  deadline: Deadline;
  caller: string | undefined;
  guarded: GuardedAgents | undefined;
}

/** In the store's task list and slow log by the opaque id, in its access log by the user agent. */
function identify(caller: string | undefined): Record<string, string> {
  const name = caller?.replace(/[^\x20-\x7e]/g, '?') ?? 'holdfast';
  return { 'user-agent': name, ...(caller !== undefined && { 'x-opaque-id': name }) };
}

/** Every version of either engine takes and gives plain JSON; a media type of one version is refused by others. */
const JSON_ONLY = { accept: 'application/json' };
const JSON_BODY = { 'content-type': 'application/json' };

/** The connection to one search engine: its calls end in time, and its errors are StepFailures. Repeats nothing that changes something. */
export class SearchConnection implements Asker {
  readonly dialect: Dialect;
  private readonly url: URL;
  private readonly tls: TlsOptions;
  private readonly reading: ReturnType<typeof readingAgents>;
  private readonly timeoutMs: number;
  private readonly authorization: Authorization;
  private readonly signer: RequestSigner | null;
  /** Parameters of newer versions that this engine refused, by the first part of the path. */
  private readonly unknown = new Map<string, readonly string[]>();

  /** Opens no connection. @throws TypeError when the url is not an http(s) URL; the message does not repeat it */
  constructor(options: SearchOptions) {
    const url = URL.parse(options.url);
    if (url === null || !/^https?:$/.test(url.protocol)) {
      throw new TypeError('The address of the record store is not an http(s) URL.');
    }
    this.url = url;
    this.dialect = dialectOf(options.engine);
    this.timeoutMs = options.timeoutMs ?? 10_000;
    this.authorization = options.authorization ?? authorizationOf(options);
    this.signer = options.auth?.sigv4 ? new RequestSigner(options.auth.sigv4) : null;
    this.tls = tlsOptions(options.tls);
    this.reading = readingAgents(this.tls);
  }

  async ask<T>(
    action: StoreAction,
    call: CallOptions | undefined,
    work: (engine: Engine) => Promise<T>,
  ): Promise<T> {
    const deadline = new Deadline(call?.timeoutMs ?? this.timeoutMs, call?.signal);
    const guarded = call?.permit && new GuardedAgents(call.permit, this.tls);
    try {
      return await work(this.engineFor({ deadline, caller: call?.caller, guarded }));
    } catch (error) {
      if (guarded?.refusal) throw guarded.refusal;
      throw error instanceof StepFailure
        ? error
        : (this.endedEarly(deadline, action) ?? loginFailure(error) ?? this.failure(error, action));
    } finally {
      deadline.end();
      guarded?.end();
    }
  }

  async request<S extends z.ZodType>(
    action: StoreAction,
    { shape, ...request }: EngineRequest & { shape: S },
    call?: CallOptions,
  ): Promise<z.output<S>> {
    return this.ask(action, call, (engine) => engine.request(shape, request));
  }

  /** Lets go of connections. No call may follow. */
  close(): Promise<void> {
    this.reading.http.destroy();
    this.reading.https.destroy();
    return Promise.resolve();
  }

  private engineFor(asking: Asking): Engine {
    const answer = async (request: EngineRequest) => {
      const answered = await this.understood(request, asking);
      const stranger = this.dialect.strangerIn(answered);
      if (stranger !== null) await this.requireProduct(stranger, asking);
      const error = this.dialect.errorIn(answered.body);
      if (error !== null) throw error;
      return answered;
    };
    return {
      answer,
      request: async (shape, request) => shaped(shape, (await answer(request)).body, this.dialect.title),
    };
  }

  /**
   * Elasticsearch 7.17 leaves its header out of the answer to a deletion that took a while, so the engine is asked what it is.
   * @throws OtherEngine
   */
  private async requireProduct(stranger: string, asking: Asking): Promise<void> {
    const root = await this.authorized({ method: 'GET', path: [''] }, asking).catch(() => null);
    const found = root === null ? stranger : this.dialect.strangerIn(root);
    if (found !== null) throw new OtherEngine(found);
  }

  /** A question that the engine refused for parameters of a newer version is asked once more, without them. */
  private async understood(request: EngineRequest, asking: Asking): Promise<Answered> {
    if (request.method !== 'GET') return this.authorized(request, asking);
    const kind = String(request.path[0]);
    const known = this.unknown.get(kind) ?? [];
    try {
      return await this.authorized(without(known, request), asking);
    } catch (error) {
      const answer = storeAnswerOf(error);
      const names = answer === null ? [] : unknownParameters(answer);
      if (names.length === 0 || !names.every((name) => this.dialect.newer.includes(name))) throw error;
      this.unknown.set(kind, [...known, ...names]);
      return this.authorized(without([...known, ...names], request), asking);
    }
  }

  private authorized(request: EngineRequest, asking: Asking): Promise<Answered> {
    const { signal } = asking.deadline;
    const is401 = { error: (error: unknown) => storeAnswerOf(error)?.status === 401 };
    return this.authorization.send((header) => this.send(request, asking, header), { signal, is401 });
  }

  private async send(
    { method, path: parts, query, body: given, bounds }: EngineRequest,
    { deadline, caller, guarded }: Asking,
    authorization: string | null,
  ): Promise<Answered> {
    const { url, signer } = this;
    const path = pathOf(url.pathname, parts);
    const parameters = parametersOf(query);
    const body = given && JSON.stringify(given);
    const headers = {
      ...JSON_ONLY,
      ...(body !== undefined && JSON_BODY),
      ...identify(caller),
      ...(authorization !== null && { authorization }),
    };
    const unsigned = { url, method, path, query: parameters, headers, body };
    const shown = signer === null ? headers : await signer.sign(unsigned);
    deadline.signal.throwIfAborted();
    return sendOnce(
      {
        ...{ url, method, body, signal: deadline.signal, headers: shown },
        path: path + searchOf(parameters),
        agents: guarded ?? this.reading,
      },
      bounds,
    );
  }

  private failure(error: unknown, action: StoreAction): StepFailure {
    return engineFailure(error, action, { title: this.dialect.title, address: this.url.host });
  }

  private endedEarly(deadline: Deadline, action: StoreAction): StepFailure | null {
    if (deadline.endedBy === null) return null;
    if (deadline.endedBy === 'caller' && deadline.reason instanceof StepFailure) return deadline.reason;
    const why =
      deadline.endedBy === 'caller'
        ? 'the call was given up before it was answered.'
        : `no whole answer within ${deadline.timeoutMs} ms. Check its load and health.`;
    const message = `${this.dialect.title} could not ${action.doing}: ${why}`;
    const unreached = { address: this.url.host, trouble: 'silent' } as const;
    return StepFailure.transient('unreachable', message, { component: 'records', unreached });
  }
}

function without(names: readonly string[], request: EngineRequest): EngineRequest {
  if (names.length === 0 || request.query === undefined) return request;
  const query = Object.entries(request.query).filter(([name]) => !names.includes(name));
  return { ...request, query: Object.fromEntries(query) };
}

/** For the calls to one store: by `auth`, else by what its address says. */
export function authorizationOf({ url: text, auth, tls, timeoutMs }: SearchOptions): Authorization {
  const url = URL.parse(text);
  if (auth !== undefined || !url?.username) return new Authorization({ auth, tls }, timeoutMs);
  const password = decodeURIComponent(url.password);
  const basic = { username: decodeURIComponent(url.username), password: { reveal: () => password } };
  return new Authorization({ auth: { basic }, tls }, timeoutMs);
}

/** For a token, or a signature, that cannot be had. */
function loginFailure(error: unknown): StepFailure | null {
  const options = { component: 'records' } as const;
  if (error instanceof SigningFailure)
    return StepFailure.transient('unreachable', `records: ${error.message}`, options);
  if (!(error instanceof TokenFailure)) return null;
  const message = `records: ${error.message}`;
  return error.retryable
    ? StepFailure.transient('unreachable', message, options)
    : StepFailure.permanent('refused', message, options);
}
