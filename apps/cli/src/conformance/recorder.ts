import { randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { CamundaEndpoints } from '#camunda';
import { ANSWER_BOUNDS, GuardedAgents, tlsOptions, type Permit } from '#http';
import { addressesOf, endpointsAt, type Address } from './addresses.ts';
import { listenForEach, readAll, stop } from './loopback-server.ts';
import type { Exchange } from './recording.ts';
import { Tape } from './tape.ts';

/** Of one hop only, or decided by the proxy itself. */
const OF_A_HOP = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'accept-encoding',
]);

/** One call on its way. */
interface Hop {
  address: Address;
  /** Below the path that no other process knows. */
  path: string;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  permit: Permit;
}

/**
 * Passes the calls of a cluster's clients on to its components, and keeps what was asked and answered. It adds a client
 * certificate where one is configured: therefore it listens on loopback only, and below a path that no other process knows.
 */
export class Recorder {
  private constructor(
    /** The cluster, with the addresses of the proxies. */
    readonly endpoints: CamundaEndpoints,
    /** Without any header of a request. */
    readonly tape: Tape,
    /** Headers `Authorization` that were passed on: tokens that the configuration does not hold, and logins as they are sent. */
    readonly presented: ReadonlySet<string>,
    private readonly servers: readonly Server[],
  ) {}

  /**
   * @param permit is asked as a call that may change something leaves; what it throws ends the call unanswered
   * @throws TypeError for an address that is not a URL; then nothing listens
   */
  static async start(cluster: CamundaEndpoints, permit: Permit): Promise<Recorder> {
    const tape = new Tape();
    const presented = new Set<string>();
    const secretPath = `/${randomBytes(16).toString('hex')}`;
    const { servers, made } = await listenForEach(addressesOf(cluster), (address) => ({
      listener: (incoming, outgoing) => {
        const path = incoming.url ?? '';
        if (!path.startsWith(`${secretPath}/`)) {
          outgoing.writeHead(404).end();
          return;
        }
        const { authorization } = incoming.headers;
        if (authorization !== undefined) presented.add(authorization);
        const hop = { address, path: path.slice(secretPath.length), incoming, outgoing, permit };
        // The client sees a connection that ends, as it would without the proxy.
        pass(hop, tape).catch(() => outgoing.destroy());
      },
      done: (url): Address => ({ ...address, url: throughProxy(address.url, url, secretPath) }),
    }));
    return new Recorder(endpointsAt(cluster.generation, made), tape, presented, servers);
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await Promise.all(this.servers.map(stop));
  }
}

/** The proxy's address, with the credentials and the context path of the real one. */
function throughProxy(real: string, proxy: string, secretPath: string): string {
  const url = new URL(proxy);
  const { username, password, pathname } = new URL(real);
  Object.assign(url, { username, password, pathname: `${secretPath}${pathname.replace(/\/+$/, '')}` });
  return url.toString();
}

async function pass(hop: Hop, tape: Tape): Promise<void> {
  const { address, path, incoming, outgoing } = hop;
  const exchange: Exchange = {
    ...{ to: address.name, method: incoming.method ?? '', path, request: '' },
    ...{ status: null, type: null, body: '' },
  };
  tape.begin(exchange);
  exchange.request = await readAll(incoming, ANSWER_BOUNDS.bytes);
  const answer = await ask(hop, exchange.request);
  const body = await readAll(answer, ANSWER_BOUNDS.bytes);
  const { statusCode: status = 502, headers } = answer;
  tape.keep(exchange, { status, type: headers['content-type'] ?? null, body });
  outgoing.writeHead(status, withoutHop(answer)).end(body);
}

function ask(hop: Hop, request: string): Promise<IncomingMessage> {
  const { address, path, incoming, outgoing, permit } = hop;
  const target = new URL(`${new URL(address.url).origin}${path}`);
  const tls = tlsOptions(address.connection.tls);
  // What only reads may leave at any time.
  const agents = new GuardedAgents(incoming.method === 'GET' ? () => undefined : permit, tls);
  const isSecure = target.protocol === 'https:';
  return new Promise((resolve, reject) => {
    // A client that no longer waits must not have its call sent after all.
    if (outgoing.closed || outgoing.destroyed) throw new Error('the client no longer waits');
    const headers = {
      ...withoutHop(incoming),
      'accept-encoding': 'identity',
      ...(request !== '' && { 'content-length': Buffer.byteLength(request) }),
    };
    const send = isSecure ? httpsRequest : httpRequest;
    const agent = isSecure ? agents.https : agents.http;
    const call = send(target, { method: incoming.method, headers, agent, ...tls }, resolve);
    call.once('error', reject);
    outgoing.once('close', () => {
      call.destroy();
      agents.end();
    });
    call.end(request);
  });
}

function withoutHop({ headers }: IncomingMessage): NodeJS.Dict<string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_A_HOP.has(name)));
}
