import { Agent } from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import { isBeyondLength } from './axios-errors.ts';
import { parseJson } from './answer-bounds.ts';
import { tlsOptions, type ConnectionTls, type OAuthClient } from './connection.ts';
import { tlsTrouble } from './tls-trouble.ts';

/** A token is not used in its last seconds, nor in the last tenth of its life: a call takes time. */
const MARGIN_MS = 30_000;
/** Where the endpoint does not say how long a token lives. */
const DEFAULT_LIFE_S = 60;
/** A token is requested again after this time, whatever lifetime it was given. */
const LONGEST_LIFE_S = 24 * 60 * 60;

/** What the answer of a token endpoint may be at most. */
export const TOKEN_BOUNDS = { bytes: 1024 * 1024, tokenCharacters: 16 * 1024 } as const;

/** What a header can carry. */
const TOKEN = /^[\x21-\x7e]+$/;

/** No token could be had. The message names the endpoint and what to look at, and no secret. */
export class TokenFailure extends Error {
  constructor(
    message: string,
    readonly retryable: boolean,
  ) {
    super(message);
    this.name = 'TokenFailure';
  }
}

interface Held {
  token: string;
  /** By the monotonic clock (ms). */
  until: number;
}

/** Access tokens by client credentials, each kept until shortly before it ends. One request at a time. */
export class OAuthTokens {
  private held: Held | null = null;
  private asking: Promise<string> | null = null;
  private readonly https: Agent;

  constructor(
    private readonly client: OAuthClient,
    private readonly options: { tls?: ConnectionTls | undefined; timeoutMs: number },
  ) {
    // The client certificate is for the component, and none of the token endpoint's business.
    this.https = new Agent({ keepAlive: false, ...tlsOptions({ ca: options.tls?.ca }) });
  }

  /** @throws TokenFailure */
  get(): Promise<string> {
    if (this.held !== null && performance.now() < this.held.until) return Promise.resolve(this.held.token);
    this.asking ??= this.ask().finally(() => (this.asking = null));
    return this.asking;
  }

  /** Forgets a token that was refused, unless another one has taken its place. */
  drop(token: string): void {
    if (this.held?.token === token) this.held = null;
  }

  private async ask(): Promise<string> {
    const { clientId, clientSecret, audience, scope } = this.client;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret.reveal(),
      ...(audience !== undefined && { audience }),
      ...(scope !== undefined && { scope }),
    });
    const asked = performance.now();
    const answer = await this.post(form);
    const { token, lifeMs } = this.read(answer);
    this.held = { token, until: asked + lifeMs - Math.min(MARGIN_MS, lifeMs / 10) };
    return token;
  }

  private async post(form: URLSearchParams): Promise<AxiosResponse<string>> {
    try {
      return await axios.post<string>(this.client.tokenUrl, form.toString(), {
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
        httpsAgent: this.https,
        proxy: false,
        maxRedirects: 0,
        maxContentLength: TOKEN_BOUNDS.bytes,
        timeout: this.options.timeoutMs,
        signal: AbortSignal.timeout(this.options.timeoutMs),
        responseType: 'text',
        transformResponse: (data: unknown) => data,
        validateStatus: () => true,
      });
    } catch (error) {
      // Not kept as the cause: it carries the request, and so the secret.
      const { code, message } = error as { code?: string; message?: string };
      const trouble = tlsTrouble(`${code ?? ''} ${message ?? ''}`);
      if (trouble !== null) throw this.failure(`cannot be used: ${trouble}`, false);
      if (isBeyondLength(error))
        throw this.failure('answered with more than 1 MiB. Check auth.oauth.tokenUrl.', true);
      const why =
        code === 'ERR_CANCELED' ? `no answer within ${this.options.timeoutMs} ms` : (code ?? 'no reason');
      throw this.failure(`did not answer (${why}). Check auth.oauth.tokenUrl, and that it runs.`, true);
    }
  }

  private read({ status, data }: AxiosResponse<string>): { token: string; lifeMs: number } {
    const body = parse(data);
    if (status >= 500 || status === 429)
      throw this.failure(`answered HTTP ${status}. Check its health.`, true);
    if (status >= 300 && status < 400)
      throw this.failure(
        `answered HTTP ${status}. Redirects are not followed: set auth.oauth.tokenUrl to the endpoint itself.`,
        false,
      );
    if (status >= 300) {
      // By RFC 6749 a short code; any other text may repeat what we sent.
      const message =
        typeof body['error'] === 'string' && /^[a-z_]{1,40}$/.test(body['error']) ? `: ${body['error']}` : '';
      throw this.failure(
        `refused the client with HTTP ${status}${message}. Check auth.oauth.clientId, clientSecret, audience and scope.`,
        false,
      );
    }
    const { access_token: token, expires_in: life } = body;
    if (typeof token !== 'string' || token === '')
      throw this.failure('answered without an access token. Check auth.oauth.tokenUrl.', true);
    if (token.length > TOKEN_BOUNDS.tokenCharacters || !TOKEN.test(token))
      throw this.failure('answered with a token that no header can carry. Check auth.oauth.tokenUrl.', true);
    const seconds = Number(life ?? DEFAULT_LIFE_S);
    const message = Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_LIFE_S;
    return { token, lifeMs: Math.min(message, LONGEST_LIFE_S) * 1000 };
  }

  private failure(what: string, retryable: boolean): TokenFailure {
    return new TokenFailure(`the token endpoint ${this.client.tokenUrl} ${what}`, retryable);
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value = parseJson(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
