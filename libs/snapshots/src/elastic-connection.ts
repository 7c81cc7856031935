import { Client } from '@elastic/elasticsearch';
import { StepFailure } from '#domain';
import { Deadline } from '#calls';
import type { StoreAction } from './elastic-answer.ts';
import { elasticFailure } from './elastic-failure.ts';
import type { SnapshotCall } from './snapshot-store.port.ts';

export interface ElasticSnapshotStoreOptions {
  /** May have a path prefix and credentials. */
  url: string;
  auth?: { username: string; password: string } | { apiKey: string };
  /** PEM of the authority that signed the certificate. */
  ca?: string;
  /** For each whole call (ms). */
  timeoutMs?: number;
}

/** Shorter than our own timeout, so that a cluster without a master says so instead of keeping us in the dark. */
export const MASTER_TIMEOUT = '5s';

/** Handed to every call of the client. */
export interface CallParameters {
  signal: AbortSignal;
  requestTimeout: number;
  opaqueId?: string;
  headers?: Record<string, string>;
}

/** In the store's task list and slow log by the opaque id, in its access log by the user agent. */
function identify(caller: string | undefined): Partial<CallParameters> {
  if (caller === undefined) return {};
  const name = caller.replace(/[^\x20-\x7e]/g, '?');
  return { opaqueId: name, headers: { 'user-agent': name } };
}

/** One Elasticsearch client whose calls end in time and whose errors are StepFailures. Never repeats a call. */
export class ElasticConnection {
  private readonly client: Client;
  private readonly timeoutMs: number;

  /** @throws TypeError when the url is not an http(s) URL; the message does not repeat it */
  constructor(options: ElasticSnapshotStoreOptions) {
    const url = URL.parse(options.url);
    if (url === null || !/^https?:$/.test(url.protocol)) {
      throw new TypeError('The address of the record store is not an http(s) URL.');
    }
    const inUrl = url.username
      ? { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
      : null;
    const auth = options.auth ?? inUrl;
    this.timeoutMs = options.timeoutMs ?? 10_000;
    this.client = new Client({
      node: url.origin + url.pathname,
      ...(auth && { auth }),
      ...(options.ca !== undefined && { tls: { ca: options.ca } }),
      maxRetries: 0,
      requestTimeout: this.timeoutMs,
      sniffOnStart: false,
      sniffInterval: false,
      sniffOnConnectionFault: false,
      compression: false,
      redaction: { type: 'remove' },
    });
  }

  /** @throws StepFailure for every error, or the reason of `call.signal` when that is one */
  async ask<T>(
    action: StoreAction,
    call: SnapshotCall | undefined,
    send: (client: Client, parameters: CallParameters) => Promise<T>,
  ): Promise<T> {
    const deadline = new Deadline(call?.timeoutMs ?? this.timeoutMs, call?.signal);
    try {
      return await send(this.client, {
        signal: deadline.signal,
        requestTimeout: deadline.timeoutMs,
        ...identify(call?.caller),
      });
    } catch (error) {
      throw error instanceof StepFailure
        ? error
        : (endedEarly(deadline, action) ?? elasticFailure(error, action));
    } finally {
      deadline.end();
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }
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
