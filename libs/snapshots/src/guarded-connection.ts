import {
  HttpConnection,
  type ConnectionRequestOptions,
  type ConnectionRequestParams,
} from '@elastic/transport';
import type { GuardedAgents } from '#calls';

/** What is handed to a request of a client that uses this connection. */
export type GuardedContext = { agents: GuardedAgents };

/** Sends each request through the agents of its context, and so through a connection of its own. */
export class GuardedConnection extends HttpConnection {
  override buildRequestObject(params: ConnectionRequestParams, options: ConnectionRequestOptions) {
    const { agents } = options.context as GuardedContext;
    const agent = this.url.protocol === 'https:' ? agents.https : agents.http;
    return { ...super.buildRequestObject(params, options), agent };
  }
}
