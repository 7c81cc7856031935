import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { runProgram } from './program.ts';
import { Session } from './session.ts';

export interface Request {
  method: string;
  /** With its query, where it has one. */
  path: string;
  body: unknown;
}

/** A Holdfast that gives one answer after the other, or an error of the connection, and remembers what it was asked. */
export function answering(...answers: unknown[]): Request[] {
  const requests: Request[] = [];
  globalThis.fetch = ((url: URL, init: RequestInit) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null;
    const { pathname, search } = new URL(url);
    requests.push({ method: init.method ?? 'GET', path: pathname + search, body });
    const answer = answers.length > 0 ? answers.shift() : { no: 'more answers' };
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(answer instanceof Response ? answer : Response.json(answer));
  }) as typeof fetch;
  return requests;
}

/** One command line; with `typed`, by a person at a terminal who types that. */
export async function call(
  line: string,
  typed?: string,
): Promise<{ code: number; out: string; err: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const isTTY = typed !== undefined;
  for (const stream of [stdin, stdout]) Object.assign(stream, { isTTY, columns: 1_000 });
  if (isTTY) stdin.end(`${typed}\n`);
  const streams = { stdin, stdout, stderr } as unknown as Session['streams'];
  const session = new Session({ ...streams, onInterrupt: () => undefined });
  const code = await runProgram(session, line.split(' '));
  const read = (stream: PassThrough): string =>
    stripVTControlCharacters(((stream.read() as Buffer | null) ?? '').toString());
  return { code, out: read(stdout), err: read(stderr) };
}
