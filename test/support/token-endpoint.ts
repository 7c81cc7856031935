import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Client {
  id: string;
  secret: string;
}

/** An OAuth token endpoint that gives short-lived tokens for client credentials. */
export class TokenEndpoint {
  /** How long new tokens live (s). */
  lifeSeconds = 300;
  /** Answers instead of the endpoint itself, while it is set. */
  broken: { status: number; body: string } | null = null;
  /** The forms that were sent. */
  readonly asked: URLSearchParams[] = [];
  /** Every token that was issued. */
  readonly given: string[] = [];
  private readonly valid = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly client: Client,
  ) {}

  static async start(client: Client): Promise<TokenEndpoint> {
    const server = createServer();
    const endpoint = new TokenEndpoint(server, client);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        const { status, text } = endpoint.answer(new URLSearchParams(body));
        response.writeHead(status, { 'content-type': 'application/json' }).end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/oauth/token`;
  }

  admits(authorization: string | undefined): boolean {
    const until = this.valid.get(authorization?.replace(/^Bearer /, '') ?? '');
    return until !== undefined && performance.now() < until;
  }

  /** From now on no issued token is valid, although none has expired. */
  revokeAll(): void {
    this.valid.clear();
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private answer(form: URLSearchParams): { status: number; text: string } {
    this.asked.push(form);
    if (this.broken) return { status: this.broken.status, text: this.broken.body };
    const { id, secret } = this.client;
    if (form.get('client_id') !== id || form.get('client_secret') !== secret)
      return {
        status: 401,
        text: JSON.stringify({ error: 'invalid_client', error_description: form.get('client_secret') }),
      };
    const token = `access-${randomBytes(12).toString('hex')}`;
    this.given.push(token);
    this.valid.set(token, performance.now() + this.lifeSeconds * 1000);
    return {
      status: 200,
      text: JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: this.lifeSeconds }),
    };
  }
}
