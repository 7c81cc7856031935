import type { AgentOptions, RequestOptions } from 'node:https';
import type { HttpLibrary, KubeConfig, RequestContext, ResponseContext } from '@kubernetes/client-node';
import axios from 'axios';
import { GuardedAgents, type Permit } from '#calls';

export interface GuardedHttpOptions {
  client: typeof import('@kubernetes/client-node');
  config: KubeConfig;
  permit: Permit;
}

/** Sends each request of the client through a connection of its own, which asks for permission as it leaves. */
export function guardedHttp({ client, config, permit }: GuardedHttpOptions): HttpLibrary {
  const send = async (request: RequestContext): Promise<ResponseContext> => {
    const tls = await tlsOf(config);
    const agents = new GuardedAgents(permit, tls);
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
        responseType: 'arraybuffer',
        transformRequest: (body: unknown) => body,
        validateStatus: () => true,
      });
      const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
      const body = new client.SelfDecodingBody(Promise.resolve(data));
      return new client.ResponseContext(status, Object.fromEntries(named) as Record<string, string>, body);
    } catch (error) {
      // The error of the HTTP client holds the request, and so the credentials.
      throw agents.refusal ?? new Error((error as Error).message, { cause: causeOf(error) });
    }
  };
  return client.wrapHttpLibrary({ send });
}

const TLS = ['ca', 'cert', 'key', 'pfx', 'passphrase', 'servername', 'rejectUnauthorized'] as const;

/** As the kubeconfig has it now: credentials may be renewed while Holdfast runs. */
async function tlsOf(config: KubeConfig): Promise<AgentOptions> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return Object.fromEntries(
    TLS.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

/** What the system said, without the request. */
function causeOf(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? undefined : Object.assign(new Error(message), { code });
}
