import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { StepFailure, type Component } from '#domain';
import type { Answer, Question } from './answer.ts';
import { unexpected } from './answers.ts';
import { connectionFailure, type CallLimits } from './connection-failure.ts';
import {
  ANSWER_BOUNDS,
  Authorization,
  Deadline,
  GuardedAgents,
  TokenFailure,
  tlsOptions,
  type AnswerBounds,
  type CallOptions,
  type ConnectionTls,
  type TlsOptions,
} from '#http';
import { inCallSpan } from './call-span.ts';
import { parseBody } from './json-body.ts';
import { timeOf } from './json-fields.ts';
import { splitBaseUrl } from './management-url.ts';

export interface ManagementClientOptions {
  component: Component;
  /** Of the configuration: the section of the cluster that has this address. Without it, the component's name. */
  section?: string;
  /** May have a context path, a trailing slash and credentials (sent as basic authentication). */
  baseUrl: string;
  /** Wins over credentials of the address. */
  authorization?: Authorization;
  tls?: ConnectionTls | undefined;
  /** For one whole call: connecting, waiting and reading (ms). */
  timeoutMs?: number;
}

/** What a call that only reads may be given. */
export interface ReadOptions extends CallOptions {
  /** Of the answer; left out, those of every answer. */
  bounds?: AnswerBounds;
}

/**
 * Talks HTTP to one management port (Spring Boot actuator). Every HTTP status is an answer; deciding what it means
 * is left to the clients on top. Never repeats a call, but for one that was refused with a token that had ended; never follows a redirect (an actuator that redirects to a
 * login page must not look like an answer), never uses a proxy from the environment.
 */
export class ManagementClient {
  readonly component: Component;
  /** `host:port`, to name one of several brokers. */
  readonly address: string;

  private readonly section: string;
  private readonly http: AxiosInstance;
  private readonly baseUrl: string;
  private readonly timeoutMs: number;
  private readonly authorization: Authorization;
  private readonly tls: TlsOptions;

  /** @throws TypeError when baseUrl is not an http(s) URL */
  constructor(options: ManagementClientOptions) {
    const { base, address, auth } = splitBaseUrl(options.component, options.baseUrl);
    this.component = options.component;
    this.section = options.section ?? options.component;
    this.address = address;
    this.baseUrl = base;
    this.timeoutMs = options.timeoutMs ?? 10_000;
    const basic = auth && { username: auth.username, password: { reveal: () => auth.password } };
    this.authorization = options.authorization ?? new Authorization({ auth: basic ? { basic } : undefined });
    this.tls = tlsOptions(options.tls);
    this.http = axios.create({
      headers: { Accept: 'application/json, */*;q=0.5' },
      // A reused connection that the server is just closing would turn a trigger into "maybe sent".
      httpAgent: new HttpAgent({ keepAlive: false }),
      httpsAgent: new HttpsAgent({ keepAlive: false, ...this.tls }),
      proxy: false,
      maxRedirects: 0,
      responseType: 'text',
      transformResponse: (data: unknown) => data,
      validateStatus: () => true,
    });
  }

  /** @throws StepFailure as `send` */
  get(path: string, call?: ReadOptions): Promise<Answer> {
    return this.send('GET', path, undefined, call);
  }

  /** @throws StepFailure as `send`; the component may then have done what was asked, so look before asking again */
  post(path: string, body?: unknown, call?: CallOptions): Promise<Answer> {
    return this.send('POST', path, body, call);
  }

  /** @throws StepFailure as `send`; may then have changed what was asked for */
  patch(path: string, body?: unknown, call?: CallOptions): Promise<Answer> {
    return this.send('PATCH', path, body, call);
  }

  /** @throws StepFailure as `send`; may then have deleted */
  delete(path: string, call?: CallOptions): Promise<Answer> {
    return this.send('DELETE', path, undefined, call);
  }

  /**
   * @throws StepFailure unreachable (transient): refused, reset, no such host, too slow, cut off in the middle
   * @throws StepFailure refused (permanent): a certificate that is not trusted, or a client that the token endpoint refuses
   * @throws StepFailure unexpected-answer (transient): success with broken JSON, or a huge answer
   * @throws the reason of `call.signal`, when that is a StepFailure
   * @throws whatever `call.permit` throws; then nothing was sent
   */
  private send(method: string, path: string, body: unknown, call: ReadOptions = {}): Promise<Answer> {
    const { component, section } = this;
    const question: Question = { component, section, method, url: this.baseUrl + path };
    return inCallSpan(question, () => this.exchange(question, body, call));
  }

  private async exchange(question: Question, body: unknown, call: ReadOptions): Promise<Answer> {
    const { method, url } = question;
    const { bounds = ANSWER_BOUNDS } = call;
    const deadline = new Deadline(call.timeoutMs ?? this.timeoutMs, call.signal);
    const guarded = call.permit && new GuardedAgents(call.permit, this.tls);
    const request = (authorization: string | null) =>
      this.http.request<string | undefined>({
        method,
        url,
        signal: deadline.signal,
        maxContentLength: bounds.bytes,
        ...(guarded && { httpAgent: guarded.http, httpsAgent: guarded.https }),
        headers: {
          // Control characters would make node refuse the header, and with it the call.
          'User-Agent': (call.caller ?? 'holdfast').replace(/[^\x20-\x7e]/g, '?'),
          ...(authorization !== null && { Authorization: authorization }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { data: JSON.stringify(body) }),
      });
    try {
      const is401 = { answer: ({ status }: AxiosResponse) => status === 401 };
      const response = await this.authorization.send(request, { signal: deadline.signal, is401 });
      return answerOf(question, response, bounds);
    } catch (error) {
      throw guarded?.refusal ?? failureFor(question, { deadline, bounds }, error);
    } finally {
      deadline.end();
      guarded?.end();
    }
  }
}

function failureFor(question: Question, limits: CallLimits, error: unknown): StepFailure {
  if (error instanceof StepFailure) return error;
  if (!(error instanceof TokenFailure)) return connectionFailure(question, limits, error);
  const { component } = question;
  const message = `${component}: ${error.message}`;
  return error.retryable
    ? StepFailure.transient('unreachable', message, { component })
    : StepFailure.permanent('refused', message, { component });
}

function answerOf(
  question: Question,
  response: AxiosResponse<string | undefined>,
  bounds: AnswerBounds,
): Answer {
  const header = (name: string): string | null => {
    const value: unknown = response.headers[name];
    return typeof value === 'string' ? value : null;
  };
  const text = response.data ?? '';
  const { body, broken } = parseBody(text, header('content-type') ?? '', bounds);
  const { status } = response;
  const answer: Answer = {
    status,
    body,
    text,
    date: timeOf(header('date')),
    retryAfter: header('retry-after'),
    question,
  };
  if (broken && status < 300) throw unexpected(answer);
  return answer;
}
