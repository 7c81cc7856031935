import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { guardSocket } from './guarded-socket.ts';
import type { Permit } from './permit.ts';

/** Agents for one call: every connection is new, and asks for permission with each write. */
export class GuardedAgents {
  /** Why permission was refused; null as long as it was not. What an HTTP client throws may only repeat its message. */
  refusal: Error | null = null;
  readonly http: HttpAgent;
  readonly https: HttpsAgent;

  constructor(permit: Permit, tls: AgentOptions = {}) {
    const guard = <T extends Duplex | null | undefined>(socket: T): T => {
      // Without a socket there is nothing that could be sent unguarded.
      if (socket instanceof Socket) guardSocket(socket, () => this.ask(permit));
      return socket;
    };
    this.http = new (class extends HttpAgent {
      override createConnection(...options: Parameters<HttpAgent['createConnection']>) {
        return guard(super.createConnection(...options));
      }
    })({ keepAlive: false });
    this.https = new (class extends HttpsAgent {
      override createConnection(...options: Parameters<HttpsAgent['createConnection']>) {
        return guard(super.createConnection(...options));
      }
    })({ ...tls, keepAlive: false });
  }

  /** Ends whatever connection is left, also in the middle of an answer. Idempotent. */
  end(): void {
    this.http.destroy();
    this.https.destroy();
  }

  private ask(permit: Permit): void {
    try {
      permit();
    } catch (error) {
      this.refusal = error as Error;
      throw error;
    }
  }
}
