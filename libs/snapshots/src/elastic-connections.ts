import {
  HttpConnection,
  UndiciConnection,
  Serializer,
  errors,
  type ConnectionRequestOptions,
  type ConnectionRequestOptionsAsStream,
  type ConnectionRequestParams,
  type ConnectionRequestResponse as Answered,
  type ConnectionRequestResponseAsStream,
} from '@elastic/transport';
import { BeyondBounds, requireBounds, type GuardedAgents } from '#calls';

/** What is handed to a request of a client that uses a `GuardedConnection`. */
export type GuardedContext = { agents: GuardedAgents };

/** Something answered, and its answer is not one that Elasticsearch gives. The message is for people. */
export class OddAnswer extends Error {
  constructor(
    readonly said: string,
    /** Whether the same call may be answered otherwise later. */
    readonly retryable: boolean,
    readonly status: number | null = null,
  ) {
    super(said);
    this.name = 'OddAnswer';
  }
}

/**
 * The client takes every status below 400 for success. Elasticsearch answers with 2xx, so anything else comes from
 * something in between, and nothing was done.
 */
function requireSuccessOrError<T extends { statusCode: number }>(answer: T): T {
  const { statusCode } = answer;
  if (statusCode >= 200 && (statusCode < 300 || statusCode >= 400)) return answer;
  throw new OddAnswer(
    `HTTP ${statusCode}. Redirects are not followed: give the address of Elasticsearch itself (records.url).`,
    false,
    statusCode,
  );
}

/** Reads; connections are used again. */
export class ReadingConnection extends UndiciConnection {
  override request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<Answered>;
  override request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptionsAsStream,
  ): Promise<ConnectionRequestResponseAsStream>;
  override async request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<never> {
    return requireSuccessOrError(await super.request(params, options)) as never;
  }
}

/** Sends each request through the agents of its context, and so through a connection of its own. */
export class GuardedConnection extends HttpConnection {
  override request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<Answered>;
  override request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptionsAsStream,
  ): Promise<ConnectionRequestResponseAsStream>;
  override async request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<never> {
    return requireSuccessOrError(await super.request(params, options)) as never;
  }

  override buildRequestObject(params: ConnectionRequestParams, options: ConnectionRequestOptions) {
    const { agents } = options.context as GuardedContext;
    const agent = this.url.protocol === 'https:' ? agents.https : agents.http;
    return { ...super.buildRequestObject(params, options), agent };
  }
}

/** Reads JSON only within the bounds of an answer, so that whatever looks at it later may recurse. */
export class BoundedSerializer extends Serializer {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as the client declares it
  override deserialize<T = unknown>(json: string): T {
    try {
      requireBounds(json);
    } catch (error) {
      if (error instanceof BeyondBounds)
        throw new OddAnswer(`its answer is ${error.message}. Check what answers at its address.`, true);
      throw error;
    }
    return super.deserialize<T>(json);
  }
}

/** Whether an answer was given up in the middle for its size, or refused since it was compressed. */
export function isTooLarge(error: unknown): error is errors.RequestAbortedError {
  return error instanceof errors.RequestAbortedError && error.message.startsWith('The content length');
}
