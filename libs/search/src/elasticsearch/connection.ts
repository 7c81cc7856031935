import { Client, type ClientOptions } from '@elastic/elasticsearch';
import { StepFailure } from '#domain';
import {
  Authorization,
  Deadline,
  GuardedAgents,
  TokenFailure,
  tlsOptions,
  type Connection,
  type TlsOptions,
  type CallOptions,
} from '#http';
import { storeAnswerOf, type StoreAction } from './answer.ts';
import { elasticFailure } from './failure.ts';
import { GuardedConnection, ReadingConnection, type RequestContext } from './connections.ts';

export interface ElasticSnapshotStoreOptions {
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

/** Shorter than our own timeout, so that a cluster without a master says so instead of keeping us in the dark. */
export const MASTER_TIMEOUT = '5s';

const LONGEST_CALL_MS = 24 * 60 * 60 * 1000;

/** Handed to every call of the client. */
export interface CallParameters {
  signal: AbortSignal;
  requestTimeout: number;
  opaqueId?: string;
  headers?: Record<string, string>;
  context?: RequestContext;
}

/** In the store's task list and slow log by the opaque id, in its access log by the user agent. */
function identify(caller: string | undefined): Partial<CallParameters> {
  if (caller === undefined) return {};
  const name = caller.replace(/[^\x20-\x7e]/g, '?');
  return { opaqueId: name, headers: { 'user-agent': name } };
}

interface Asking {
  deadline: Deadline;
  caller: string | undefined;
  agents: GuardedAgents | undefined;
}

/** One Elasticsearch client whose calls end in time and whose errors are StepFailures. Never repeats a call. */
export class ElasticConnection {
  private readonly client: Client;
  /** For calls that need permission at the moment they leave. */
  private readonly guarded: Client;
  private readonly tls: TlsOptions;
  private readonly timeoutMs: number;
  private readonly authorization: Authorization;

  /** @throws TypeError when the url is not an http(s) URL; the message does not repeat it */
  constructor(options: ElasticSnapshotStoreOptions) {
    const url = URL.parse(options.url);
    if (url === null || !/^https?:$/.test(url.protocol)) {
      throw new TypeError('The address of the record store is not an http(s) URL.');
    }
    this.timeoutMs = options.timeoutMs ?? 10_000;
    this.authorization = options.authorization ?? authorizationOf(options);
    this.tls = tlsOptions(options.tls);
    const settings: ClientOptions = {
      node: url.origin + url.pathname,
      ...(Object.keys(this.tls).length > 0 && { tls: this.tls }),
      maxRetries: 0,
      // The client's own connections would end a call that may take longer than this; each call has its own deadline.
      requestTimeout: LONGEST_CALL_MS,
      sniffOnStart: false,
      sniffInterval: false,
      sniffOnConnectionFault: false,
      compression: false,
      redaction: { type: 'remove' },
    };
    this.client = new Client({ ...settings, Connection: ReadingConnection });
    this.guarded = new Client({ ...settings, Connection: GuardedConnection, agent: false });
  }

  /**
   * @throws StepFailure for every error, or the reason of `call.signal` when that is one
   * @throws whatever `call.permit` throws; then that request was not sent
   */
  async ask<T>(
    action: StoreAction,
    call: CallOptions | undefined,
    send: (client: Client, parameters: CallParameters) => Promise<T>,
  ): Promise<T> {
    const deadline = new Deadline(call?.timeoutMs ?? this.timeoutMs, call?.signal);
    const agents = call?.permit && new GuardedAgents(call.permit, this.tls);
    // The client forgets the signal once the headers are there, and would read a body that trickles in without end.
    if (agents) deadline.signal.addEventListener('abort', () => agents.end(), { once: true });
    try {
      return await this.authorized({ deadline, caller: call?.caller, agents }, send);
    } catch (error) {
      if (agents?.refusal) throw agents.refusal;
      throw error instanceof StepFailure
        ? error
        : (endedEarly(deadline, action) ?? tokenFailure(error) ?? elasticFailure(error, action));
    } finally {
      deadline.end();
      agents?.end();
    }
  }

  private authorized<T>(
    { deadline, caller, agents }: Asking,
    send: (client: Client, parameters: CallParameters) => Promise<T>,
  ): Promise<T> {
    const { opaqueId, headers } = identify(caller);
    const request = (authorization: string | null) =>
      send(agents ? this.guarded : this.client, {
        ...(agents && { context: { agents } }),
        signal: deadline.signal,
        requestTimeout: deadline.timeoutMs,
        ...(opaqueId !== undefined && { opaqueId }),
        headers: { ...headers, ...(authorization !== null && { authorization }) },
      });
    const is401 = { error: (error: unknown) => storeAnswerOf(error)?.status === 401 };
    return this.authorization.send(request, { signal: deadline.signal, is401 });
  }

  async close(): Promise<void> {
    await Promise.all([this.client.close(), this.guarded.close()]);
  }
}

/** For the calls to one store: by `auth`, else by what its address says. */
export function authorizationOf({
  url: text,
  auth,
  tls,
  timeoutMs,
}: ElasticSnapshotStoreOptions): Authorization {
  const url = URL.parse(text);
  if (auth !== undefined || !url?.username) return new Authorization({ auth, tls }, timeoutMs);
  const password = decodeURIComponent(url.password);
  const basic = { username: decodeURIComponent(url.username), password: { reveal: () => password } };
  return new Authorization({ auth: { basic }, tls }, timeoutMs);
}

function tokenFailure(error: unknown): StepFailure | null {
  if (!(error instanceof TokenFailure)) return null;
  const options = { component: 'records' } as const;
  const message = `records: ${error.message}`;
  return error.retryable
    ? StepFailure.transient('unreachable', message, options)
    : StepFailure.permanent('refused', message, options);
}

function endedEarly(deadline: Deadline, action: StoreAction): StepFailure | null {
  if (deadline.endedBy === null) return null;
  if (deadline.endedBy === 'caller' && deadline.reason instanceof StepFailure) return deadline.reason;
  const why =
    deadline.endedBy === 'caller'
      ? 'the call was given up before it was answered.'
      : `no whole answer within ${deadline.timeoutMs} ms. Check its load and health.`;
  return StepFailure.transient('unreachable', `Elasticsearch could not ${action.doing}: ${why}`, {
    component: 'records',
  });
}
