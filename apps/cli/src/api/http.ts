import { z } from 'zod';
import { RUN_KINDS } from '#domain';
import { runNumberSchema, problemSchema, problemType, type JournalEvent, type ProblemKind } from '#contracts';
import { EXIT, exitCodeOfProblem } from '../exit-codes.ts';
import { API_BOUNDS, EndlessAnswer, readJson, readWhole, type ApiBounds } from './bounded-body.ts';
import { readDocuments, readEvents } from './event-stream.ts';
import { ProblemAnswer } from './problem-answer.ts';
import { notHoldfast, unreachable } from './unreachable.ts';

export interface Request {
  method?: 'GET' | 'POST' | 'DELETE';
  /** Path and query, encoded. */
  address: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** The lock in a problem says more than a lock does elsewhere. */
const holderSchema = z.looseObject({ kind: z.enum(RUN_KINDS), number: runNumberSchema });
/** Who took a set, in a problem that asks to confirm it. */
const originSchema = z.looseObject({ cluster: z.string().nullable() });
/** Kinds whose detail does not say by itself what is wrong; of all others the title would say the same once more. */
const NEEDS_TITLE: readonly ProblemKind[] = [
  ...(['invalid-request', 'not-allowed', 'cross-site', 'rate-limited', 'confirmation-needed'] as const),
  ...(['plan-not-runnable', 'store-unavailable', 'unreadable-record', 'internal'] as const),
];
const PROBLEM_PREFIX = problemType('internal').replace('internal', '');

/** Requests to one Holdfast. Everything that is not a success becomes a ProblemAnswer. */
export class HoldfastHttp {
  constructor(
    readonly url: string,
    private readonly token: () => string | null = () => null,
    private readonly bounds: ApiBounds = API_BOUNDS,
    /** What is done to each answer before anything else sees it. */
    private readonly seen: <T>(answer: T) => T = (answer) => answer,
  ) {}

  /** @throws ProblemAnswer also when the answer is not what the schema says */
  async ask<S extends z.ZodType>(schema: S, request: Request): Promise<z.output<S>> {
    const response = await this.send(this.withDeadline(request));
    const answer = await this.reading(request, () => readJson(response, this.bounds.bytes));
    return this.seen(this.understood(schema.safeParse(answer)));
  }

  private understood<T>(answer: z.ZodSafeParseResult<T>): T {
    if (answer.success) return answer.data;
    const where = answer.error.issues[0]?.path.join('.') ?? '';
    throw new ProblemAnswer(
      `${this.url} answered something that this version of the command line does not understand` +
        `${where === '' ? '' : ` (at ${where})`}. Is it Holdfast, and of the same version? \`holdfast version\` compares them.`,
      EXIT.failed,
      { status: 200 },
    );
  }

  /** A file, as it is. */
  async download(request: Request): Promise<{ name: string | null; content: Uint8Array }> {
    const response = await this.send(this.withDeadline(request));
    const disposition = response.headers.get('content-disposition') ?? '';
    // Only a plain name: a server must not choose the directory.
    const name = /filename="?([\w.-]+)"?/.exec(disposition)?.[1] ?? null;
    return { name, content: await this.reading(request, () => readWhole(response, this.bounds.fileBytes)) };
  }

  /**
   * The journal behind an address, until the server ends the stream.
   * @throws ProblemAnswer also when the stream no longer gives a sign of life
   */
  async *events(request: Request): AsyncGenerator<JournalEvent> {
    const events = this.streaming(request, (body, heard) => readEvents(body, heard));
    for await (const event of events) yield this.seen(event);
  }

  /**
   * The documents of a stream of whole documents, until the server ends it.
   * @throws ProblemAnswer also when the stream no longer gives a sign of life, or a document is not what the schema says
   */
  async *documents<S extends z.ZodType>(
    schema: S,
    { name, ...request }: Request & { name: string },
  ): AsyncGenerator<z.output<S>> {
    const documents = this.streaming(request, (body, heard) => readDocuments(body, { name, heard }));
    for await (const document of documents) yield this.seen(this.understood(schema.safeParse(document)));
  }

  /**
   * The text of an answer as it arrives, to its end. No more of it than what arrived is in memory.
   * @throws ProblemAnswer also when it is broken off, or no longer gives a sign of life
   */
  async *text(request: Request): AsyncGenerator<string> {
    const pieces = this.streaming(request, readText);
    for (;;) {
      const piece = await this.reading(request, () => pieces.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  }

  private async *streaming<T>(
    request: Request,
    read: (body: ReadableStream<Uint8Array>, heard: () => void) => AsyncIterable<T>,
  ): AsyncGenerator<T, undefined> {
    const quiet = new AbortController();
    const timer = setTimeout(() => quiet.abort(), this.bounds.quietMs);
    const signal = request.signal ? AbortSignal.any([request.signal, quiet.signal]) : quiet.signal;
    try {
      const { body } = await this.send({ ...request, signal });
      for await (const each of body ? read(body, () => timer.refresh()) : []) yield each;
    } catch (error) {
      if (error instanceof EndlessAnswer) throw this.endless(error);
      if (!quiet.signal.aborted) throw error;
      throw new ProblemAnswer(
        `${this.url} gave no sign of life for ${this.bounds.quietMs / 1000} s.`,
        EXIT.failed,
      );
    } finally {
      clearTimeout(timer);
    }
    return undefined;
  }

  private async send(request: Request): Promise<Response> {
    const response = await this.fetch(request);
    if (response.ok) return response;
    throw await this.reading(request, () => this.problemOf(response));
  }

  private async fetch({ method, address, body, headers, signal }: Request): Promise<Response> {
    const token = this.token();
    try {
      return await fetch(`${this.url}${address}`, {
        method: method ?? 'GET',
        // It would take what was sent, and perhaps the token, to another place.
        redirect: 'manual',
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      });
    } catch (error) {
      if (isGivenUp(signal)) throw error;
      throw unreachable(this.url, error);
    }
  }

  /** Reads a body. @throws ProblemAnswer when it has no end, or is cut off */
  private async reading<T>({ signal }: Request, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (isGivenUp(signal) || error instanceof ProblemAnswer) throw error;
      if (error instanceof EndlessAnswer) throw this.endless(error);
      throw new ProblemAnswer(`${this.url} did not answer to the end. Try again.`, EXIT.failed);
    }
  }

  private endless({ message }: EndlessAnswer): ProblemAnswer {
    return new ProblemAnswer(`${this.url} ${message}. Is it Holdfast?`, EXIT.failed, { status: 200 });
  }

  private async problemOf(response: Response): Promise<ProblemAnswer> {
    const { status } = response;
    if (status >= 300 && status < 400)
      return new ProblemAnswer(
        `HTTP ${status} from ${this.url}. Redirects are not followed: give the address of Holdfast itself with --url or HOLDFAST_URL.`,
        EXIT.failed,
        { status },
      );
    const problem = problemSchema.safeParse(await readJson(response, this.bounds.bytes));
    if (!problem.success || !problem.data.type.startsWith(PROBLEM_PREFIX))
      return notHoldfast(this.url, status);
    const { type, title, detail, remedy, lock, origin } = problem.data;
    const kind = type.replace(PROBLEM_PREFIX, '');
    const holder = holderSchema.safeParse(lock).data ?? null;
    const what = `${NEEDS_TITLE.includes(kind as ProblemKind) ? `${title}. ` : ''}${detail}${status === 401 ? this.howToShowOne() : ''}`;
    const from = originSchema.safeParse(origin).data?.cluster ?? null;
    return new ProblemAnswer(
      remedy === undefined ? what : `${what} ${remedy}`,
      exitCodeOfProblem(status, kind),
      {
        status,
        kind,
        holder,
        what,
        from,
        document: problem.data,
      },
    );
  }

  private withDeadline(request: Request): Request {
    const deadline = AbortSignal.timeout(this.bounds.wholeMs);
    return { ...request, signal: request.signal ? AbortSignal.any([request.signal, deadline]) : deadline };
  }

  private howToShowOne(): string {
    return this.token() === null
      ? ' Give it by --token, HOLDFAST_TOKEN or HOLDFAST_TOKEN_FILE; for a context, by `holdfast context set` with --token-file or --token-env.'
      : '';
  }
}

/** Whether the caller gave up. Our own deadline does not count: it becomes a problem, like any other failure. */
function isGivenUp(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true && (signal.reason as Error | undefined)?.name !== 'TimeoutError';
}

async function* readText(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    heard();
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}
