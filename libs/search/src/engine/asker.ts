import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { CallOptions } from '#http';
import type { StoreAction } from './answer.ts';
import type { EngineRequest } from './engine-request.ts';

/** What an engine answered, with success. */
export interface Answered {
  headers: IncomingHttpHeaders;
  /** Parsed, where it is JSON; else text. */
  body: unknown;
}

/** Sends the requests of one call. */
export interface Engine {
  /** The body of the answer, once it has this shape. @throws EngineError | OddAnswer | OtherEngine | Error */
  request<S extends z.ZodType>(shape: S, request: EngineRequest): Promise<z.output<S>>;
  /** The answer with its headers. */
  answer(request: EngineRequest): Promise<Answered>;
}

/** Makes calls to one search engine. */
export interface Asker {
  /**
   * One call, of one or several requests.
   * @throws StepFailure for every error, or the reason of `call.signal` when that is one
   * @throws what `call.permit` throws; then that request was not sent
   */
  ask<T>(
    action: StoreAction,
    call: CallOptions | undefined,
    work: (engine: Engine) => Promise<T>,
  ): Promise<T>;

  /** As `ask`, for one request whose answer is its body. */
  request<S extends z.ZodType>(
    action: StoreAction,
    request: EngineRequest & { shape: S },
    call?: CallOptions,
  ): Promise<z.output<S>>;
}
