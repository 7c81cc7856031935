import { z } from 'zod';
import { backupIdSchema, problemSchema, problemType, type JournalEvent } from '#contracts';
import { EXIT, exitCodeOfProblem } from '../exit-codes.ts';
import { readEvents } from './event-stream.ts';
import { ProblemAnswer } from './problem-answer.ts';

export interface Request {
  method?: 'GET' | 'POST' | 'DELETE';
  path: readonly (string | number)[];
  query?: Record<string, string | number>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** The lock in a problem says more than a lock does elsewhere. */
const holderSchema = z.looseObject({ backupId: backupIdSchema });
const PROBLEM_PREFIX = problemType('internal').replace('internal', '');

/** Requests to one Holdfast. Everything that is not a success becomes a ProblemAnswer. */
export class HoldfastHttp {
  constructor(
    readonly url: string,
    private readonly token: () => string | null = () => null,
  ) {}

  /** @throws ProblemAnswer also when the answer is not what the schema says */
  async ask<S extends z.ZodType>(schema: S, request: Request): Promise<z.output<S>> {
    const response = await this.send(request);
    const answer = schema.safeParse(await response.json().catch(() => null));
    if (answer.success) return answer.data;
    const where = answer.error.issues[0]?.path.join('.') ?? '';
    throw new ProblemAnswer(
      `${this.url} answered something that this version of the command line does not understand` +
        `${where === '' ? '' : ` (at ${where})`}. Is it Holdfast, and of the same version?`,
      EXIT.failed,
      { status: response.status },
    );
  }

  /** A file, as it is. */
  async download(request: Request): Promise<{ name: string | null; content: Uint8Array }> {
    const response = await this.send(request);
    const disposition = response.headers.get('content-disposition') ?? '';
    // Only a plain name: a server must not choose the directory.
    const name = /filename="?([\w.-]+)"?/.exec(disposition)?.[1] ?? null;
    return { name, content: new Uint8Array(await response.arrayBuffer()) };
  }

  /** The journal behind an address, until the server ends the stream. */
  async *events(request: Request): AsyncGenerator<JournalEvent> {
    const { body } = await this.send(request);
    if (body) yield* readEvents(body);
  }

  private async send(request: Request): Promise<Response> {
    const response = await this.fetch(request);
    if (response.ok) return response;
    throw await this.problemOf(response);
  }

  private async fetch({ method, path, query, body, headers, signal }: Request): Promise<Response> {
    const token = this.token();
    const url = new URL(`${this.url}/api/v1/${path.map((part) => encodeURIComponent(part)).join('/')}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value));
    try {
      return await fetch(url, {
        method: method ?? 'GET',
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ProblemAnswer(
        `Holdfast does not answer at ${this.url}. Start it with \`npm start\`, or give its address with --url or HOLDFAST_URL.`,
        EXIT.failed,
      );
    }
  }

  private async problemOf(response: Response): Promise<ProblemAnswer> {
    const { status } = response;
    const problem = problemSchema.safeParse(await response.json().catch(() => null));
    if (!problem.success)
      return new ProblemAnswer(`HTTP ${status} from ${response.url}`, exitCodeOfProblem(status, null), {
        status,
      });
    const { type, title, detail, lock } = problem.data;
    const kind = type.replace(PROBLEM_PREFIX, '');
    const holder = holderSchema.safeParse(lock).data?.backupId ?? null;
    const said = `${title}. ${detail}${status === 401 ? this.howToShowOne() : ''}`;
    return new ProblemAnswer(said, exitCodeOfProblem(status, kind), {
      status,
      kind,
      holder,
    });
  }

  private howToShowOne(): string {
    return this.token() === null ? ' Give it by --token, HOLDFAST_TOKEN or HOLDFAST_TOKEN_FILE.' : '';
  }
}
