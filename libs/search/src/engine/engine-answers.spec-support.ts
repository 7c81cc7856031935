import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StepFailure, type FailureDetail } from '#domain';

export type EngineAnswer =
  { status?: number; body: unknown; headers?: Record<string, string> } | ((response: ServerResponse) => void);

export interface Engine {
  url: string;
  asked: { call: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: string }[];
  close: () => Promise<void>;
}

/** Serves recorded answers of Elasticsearch by `METHOD /path` (without query); a list one after the other. */
export async function serve(answers: Record<string, EngineAnswer | EngineAnswer[]>): Promise<Engine> {
  const asked: Engine['asked'] = [];
  const served = new Map<string, number>();
  const server = createServer((request, response) => {
    // Elasticsearch sends no Date header.
    response.sendDate = false;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://engine');
    // As the engine reads it, whatever was escaped.
    const call = `${request.method ?? ''} ${pathname.replaceAll('%2A', '*')}`;
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ call, query: searchParams, headers: request.headers, body });
      const found = answers[call];
      const nth = served.get(call) ?? 0;
      served.set(call, nth + 1);
      write(response, Array.isArray(found) ? found[Math.min(nth, found.length - 1)] : found);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

function write(response: ServerResponse, answer: EngineAnswer = { status: 404, body: {} }): void {
  if (typeof answer === 'function') {
    answer(response);
    return;
  }
  const json = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };
  response.writeHead(answer.status ?? 200, { ...json, ...answer.headers });
  response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
}

/** An error as Elasticsearch words it. */
export function engineError(status: number, type: string, reason: string): EngineAnswer {
  return { status, body: { error: { root_cause: [{ type, reason }], type, reason }, status } };
}

/** The detail of the StepFailure that a promise is rejected with. */
export async function failureDetail(promise: Promise<unknown>): Promise<FailureDetail> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof StepFailure) return error.detail;
    throw error;
  }
  throw new Error('The call was expected to fail.');
}
