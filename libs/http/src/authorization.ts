import type { Connection, ConnectionAuth } from './connection.ts';
import { OAuthTokens } from './oauth-tokens.ts';

interface Is401<T> {
  answer?: (answer: T) => boolean;
  error?: (error: unknown) => boolean;
}

/** The Authorization header of all calls to one component. To be shared by its clients, so that they share a token. */
export class Authorization {
  private readonly fixed: string | null;
  private readonly tokens: OAuthTokens | null;

  constructor({ auth, tls }: Connection, timeoutMs = 10_000) {
    this.fixed = fixedHeader(auth);
    this.tokens = auth?.oauth ? new OAuthTokens(auth.oauth, { tls, timeoutMs }) : null;
  }

  /**
   * Sends a request with what is to be shown (null for nothing). A 401 means that it was not processed, so even one with an
   * effect is sent once more, where another token can be had.
   * @param is401 whether an answer, or an error, is one
   * @throws TokenFailure, the reason of the signal, and whatever the request throws
   */
  async send<T>(
    request: (header: string | null) => Promise<T>,
    { signal, is401 }: { signal?: AbortSignal; is401: Is401<T> },
  ): Promise<T> {
    const shown = await this.header(signal);
    try {
      const answer = await request(shown);
      if (is401.answer?.(answer) !== true || !this.renew(shown)) return answer;
    } catch (error) {
      if (is401.error?.(error) !== true || !this.renew(shown)) throw error;
    }
    return request(await this.header(signal));
  }

  /** What to show now; null for nothing. @throws TokenFailure, or the reason of the signal */
  async header(signal?: AbortSignal): Promise<string | null> {
    if (this.tokens === null) return this.fixed;
    return `Bearer ${await orAborted(this.tokens.get(), signal)}`;
  }

  /** After a 401: forgets what was sent. @returns whether it is worth asking once more, with another one */
  renew(header: string | null): boolean {
    if (this.tokens === null || header === null) return false;
    this.tokens.drop(header.slice('Bearer '.length));
    return true;
  }
}

function fixedHeader(auth: ConnectionAuth | undefined): string | null {
  if (auth?.bearer) return `Bearer ${auth.bearer.token.reveal()}`;
  if (!auth?.basic) return null;
  const { username, password } = auth.basic;
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`;
}

/** Many calls wait for the same token request, so it continues when one of them gives up. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
