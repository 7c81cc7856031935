import type { Problem } from '#contracts';
import { learnServerTime } from '../time/clock.ts';

/** An answer that is no success, or none at all. */
export class ApiProblem extends Error {
  constructor(
    /** The last part of the problem's type, as `cluster-busy`; `unreachable` without an answer. */
    readonly kind: string,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${title}: ${detail}`);
    this.name = 'ApiProblem';
  }
}

export interface Request {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const UNREACHABLE = new ApiProblem(
  'unreachable',
  0,
  'Holdfast does not answer',
  'It is stopped, restarting, or the network is down.',
);

let unauthenticated: () => void = () => undefined;

/** What to call when the login has ended. */
export function onUnauthenticated(tell: () => void): void {
  unauthenticated = tell;
}

/** @throws ApiProblem for everything that is no success; the reason of the signal when it was aborted */
export async function send(path: string, request: Request = {}): Promise<Response> {
  const { method = 'GET', body, headers, signal } = request;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      cache: 'no-store',
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw UNREACHABLE;
  }
  learnServerTime(response.headers.get('date'));
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (response.status === 401) unauthenticated();
  throw problem;
}

/** One answer of the API. @throws ApiProblem */
export async function ask<T>(path: string, request: Request = {}): Promise<T> {
  const response = await send(path, request);
  if (response.status === 204) return null as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw UNREACHABLE;
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const document = (await response.json().catch(() => null)) as Problem | null;
  if (typeof document?.type !== 'string') {
    // A proxy answers so when the server behind it is down.
    if ([502, 503, 504].includes(response.status)) return UNREACHABLE;
    return new ApiProblem('unknown', response.status, `HTTP ${response.status}`, 'The answer says no more.');
  }
  const kind = document.type.slice(document.type.lastIndexOf(':') + 1);
  return new ApiProblem(kind, document.status, document.title, document.detail);
}

/** Whatever was thrown, as something that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(
    'internal',
    0,
    'This page failed',
    error instanceof Error ? error.message : String(error),
  );
}
