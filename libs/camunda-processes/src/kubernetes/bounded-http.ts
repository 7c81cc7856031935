import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions, type RequestOptions } from 'node:https';
import type { HttpLibrary, KubeConfig, RequestContext, ResponseContext } from '@kubernetes/client-node';
import axios from 'axios';
import {
  ANSWER_BOUNDS,
  BeyondBounds,
  GuardedAgents,
  inMebibytes,
  requireBounds,
  type Permit,
  isBeyondLength,
} from '#http';

export interface BoundedHttpOptions {
  client: typeof import('@kubernetes/client-node');
  config: KubeConfig;
  /** Asked as each request leaves. Left out for calls that need none. */
  permit?: Permit | undefined;
}

interface Agents {
  http: HttpAgent;
  https: HttpsAgent;
  guarded: GuardedAgents | null;
}

/**
 * Sends each request of the client through a connection of its own, asks for permission as it leaves, reads an answer
 * only within the bounds, and follows no redirect: the client's own library reads without end and goes wherever it is
 * sent.
 */
export function boundedHttp(options: BoundedHttpOptions): HttpLibrary {
  const { client } = options;
  const send = async (request: RequestContext): Promise<ResponseContext> => {
    const agents = await agentsFor(options);
    const signal = request.getSignal();
    try {
      const { status, headers, data } = await axios.request<Buffer>({
        url: request.getUrl(),
        method: request.getHttpMethod(),
        headers: request.getHeaders(),
        data: request.getBody(),
        ...(signal && { signal }),
        httpAgent: agents.http,
        httpsAgent: agents.https,
        proxy: false,
        maxRedirects: 0,
        maxContentLength: ANSWER_BOUNDS.bytes,
        responseType: 'arraybuffer',
        transformRequest: (body: unknown) => body,
        validateStatus: () => true,
      });
      const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
      if (/\bjson\b/i.test(String(headers['content-type']))) requireBounds(data.toString('utf8'));
      const body = new client.SelfDecodingBody(Promise.resolve(data));
      return new client.ResponseContext(status, Object.fromEntries(named) as Record<string, string>, body);
    } catch (error) {
      // The error of the HTTP client holds the request, and so the credentials.
      throw agents.guarded?.refusal ?? whatHappened(error);
    } finally {
      agents.guarded?.end();
    }
  };
  return client.wrapHttpLibrary({ send });
}

/** As the kubeconfig has it now: credentials may be renewed while Holdfast runs. */
async function agentsFor({ config, permit }: BoundedHttpOptions): Promise<Agents> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  // A connection through a proxy is its own matter: there the request is let go or not before it is handed over.
  if (config.getCurrentCluster()?.proxyUrl !== undefined) {
    const agent = options.agent as HttpsAgent;
    return { http: agent, https: agent, guarded: null };
  }
  const tls = tlsOf(options);
  if (permit) {
    const guarded = new GuardedAgents(permit, tls);
    return { http: guarded.http, https: guarded.https, guarded };
  }
  return {
    http: new HttpAgent({ keepAlive: false }),
    https: new HttpsAgent({ ...tls, keepAlive: false }),
    guarded: null,
  };
}

const TLS = ['ca', 'cert', 'key', 'pfx', 'passphrase', 'servername', 'rejectUnauthorized'] as const;

function tlsOf(options: RequestOptions): AgentOptions {
  return Object.fromEntries(
    TLS.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

/** The system's own message, without the request. */
function whatHappened(error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof BeyondBounds) return new Error(`an answer ${message}`);
  if (isBeyondLength(error)) return new Error(`an answer of more than ${inMebibytes(ANSWER_BOUNDS.bytes)}`);
  return new Error(message, {
    cause: code === undefined ? undefined : Object.assign(new Error(message), { code }),
  });
}
