import type { Answer, Call } from '../http/call.ts';

export const actuatorType = 'application/vnd.spring-boot.actuator.v3+json';
export const plainType = 'application/json';
export const problemType = 'application/problem+json';

const errorNames: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
};

/** How a component prints its JSON. */
export type Print = (value: unknown) => string;
export const compact: Print = (value) => JSON.stringify(value);

/** Spring writes the zone of its error time with a colon. */
const springTime = (now: number): string => new Date(now).toISOString().replace('Z', '+00:00');

/** The answer of Spring itself, when no code of Camunda caught the error. */
export function bareError(call: Call, status: number, print: Print, now = Date.now()): Answer {
  const body = {
    timestamp: springTime(now),
    status,
    error: errorNames[status] ?? 'Error',
    path: call.pathname,
  };
  return { status, contentType: plainType, body: print(body) };
}

export const methodNotAllowed = (call: Call, allowed: readonly string[], print: Print): Answer => ({
  ...bareError(call, 405, print),
  headers: { Allow: allowed.join(', ') },
});

export const json = (value: unknown, contentType: string, print: Print = compact): Answer => ({
  status: 200,
  contentType,
  body: print(value),
});

export const noContent: Answer = { status: 204 };
