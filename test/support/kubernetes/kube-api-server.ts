import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeControllers } from './kube-controllers.ts';
import { KubeError, RESOURCES, type KubeDraft, type KubeObject } from './kube-objects.ts';
import { KubeStore, type DeleteOptions } from './kube-store.ts';

const TOKEN = 'a-token-of-the-tests';

interface Call {
  method: string;
  apiVersion: string;
  namespace: string | null;
  resource: string;
  name: string | null;
  subresource: string | null;
  query: URLSearchParams;
  body: unknown;
}

type Intervention = (call: { method: string; resource: string; name: string | null }) => void | Promise<void>;

/**
 * An in-memory stand-in for a Kubernetes API server, for one namespace, because building a real one takes half an hour. It was
 * written from the documentation, and test/kubernetes/stand-in.spec.ts compares it with a real one. It keeps
 * the rules that the Kubernetes adapter relies on: resource versions and uids as preconditions, 404, 409 and 422,
 * generations and stale status, merge patches (no other kind), finalizers of claims in use, jobs that are suspended,
 * succeed, fail and run out of time, garbage collection, access reviews. Its controllers stand still until a test lets
 * them take a step.
 */
export class KubeApiServer {
  readonly store: KubeStore;
  readonly controllers: KubeControllers;
  /** Every change that was asked for and accepted, oldest first, such as `scale StatefulSet zeebe 3 0`. */
  readonly effects: string[] = [];
  /** Logs by pod. */
  readonly logs = new Map<string, string>();

  private readonly forbidden = new Set<string>();
  private interventions: Intervention[] = [];
  private readonly server = createServer((request, response) => void this.serve(request, response));

  private constructor(namespace: string) {
    this.store = new KubeStore(namespace);
    this.controllers = new KubeControllers(this.store);
  }

  static async start(namespace = 'camunda'): Promise<KubeApiServer> {
    const kube = new KubeApiServer(namespace);
    await new Promise<void>((resolve) => kube.server.listen(0, '127.0.0.1', resolve));
    return kube;
  }

  /** The text of a kubeconfig for it. */
  kubeconfig(token = TOKEN): string {
    const server = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'test', cluster: { server, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'test', user: { token } }],
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
      'current-context': 'test',
    });
  }

  /** From now on these may not be done: `delete persistentvolumeclaims`. */
  forbid(...rights: string[]): void {
    for (const right of rights) this.forbidden.add(right);
  }

  /** Called before the next request is served, which waits for it; throwing a KubeError answers the request. */
  intervene(intervention: Intervention): void {
    this.interventions.push(intervention);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = await this.answer(await callOf(request), request);
      const text = typeof answer.body === 'string';
      response.writeHead(answer.code, { 'content-type': text ? 'text/plain' : 'application/json' });
      response.end(text ? answer.body : JSON.stringify(answer.body));
    } catch (error) {
      const failure = error instanceof KubeError ? error : new KubeError(500, 'InternalError', String(error));
      response
        .writeHead(failure.code, { 'content-type': 'application/json' })
        .end(JSON.stringify(failure.status));
    }
  }

  private async answer(call: Call, request: IncomingMessage): Promise<{ code: number; body: unknown }> {
    if (request.headers.authorization !== `Bearer ${TOKEN}`)
      throw new KubeError(401, 'Unauthorized', 'Unauthorized');
    const resources = RESOURCES[call.apiVersion];
    if (!resources) throw new KubeError(404, 'NotFound', 'the server could not find the requested resource');
    if (call.resource === '')
      return { code: 200, body: { kind: 'APIResourceList', groupVersion: call.apiVersion, resources } };
    await this.interventions.shift()?.(call);
    if (call.resource === 'selfsubjectaccessreviews')
      return { code: 201, body: this.review(call.body as KubeObject) };
    const kind = resources.find(({ name }) => name === call.resource)?.kind;
    if (!kind) throw new KubeError(404, 'NotFound', 'the server could not find the requested resource');
    this.authorize(call);
    if (call.namespace !== this.store.namespace)
      throw new KubeError(404, 'NotFound', `namespaces "${call.namespace}" not found`);
    return this.act(call, kind, request.headers['content-type'] ?? '');
  }

  private act(call: Call, kind: string, contentType: string): { code: number; body: unknown } {
    const name = call.name ?? '';
    switch (call.method) {
      case 'GET':
        if (call.subresource === 'log') return { code: 200, body: this.log(name, call.query) };
        if (call.name !== null) return { code: 200, body: this.store.get(kind, name) };
        return {
          code: 200,
          body: {
            kind: `${kind}List`,
            apiVersion: call.apiVersion,
            metadata: {},
            items: this.list(kind, call.query),
          },
        };
      case 'POST':
        this.effects.push(`create ${kind} ${(call.body as KubeObject).metadata.name}`);
        return { code: 201, body: this.create(call.body as KubeDraft) };
      case 'PATCH':
        if (contentType !== 'application/merge-patch+json')
          throw new KubeError(415, 'UnsupportedMediaType', `this stand-in does not know ${contentType}`);
        return { code: 200, body: this.patch(kind, name, call.body as Record<string, unknown>) };
      case 'DELETE': {
        // Where there is a body, the real server ignores the query.
        const policy = call.query.get('propagationPolicy') as DeleteOptions['propagationPolicy'] | null;
        const options = (call.body ?? (policy ? { propagationPolicy: policy } : {})) as DeleteOptions;
        const deleted = this.store.delete(kind, name, options);
        // Asking again changes nothing.
        if (!deleted.metadata.deletionTimestamp) this.effects.push(`delete ${kind} ${name}`);
        return { code: 200, body: deleted };
      }
      default:
        throw new KubeError(
          405,
          'MethodNotAllowed',
          'the server does not allow this method on the requested resource',
        );
    }
  }

  private create(draft: KubeDraft): KubeObject {
    try {
      return this.store.create(draft);
    } catch (error) {
      this.effects.pop();
      throw error;
    }
  }

  private patch(kind: string, name: string, patch: Record<string, unknown>): KubeObject {
    const before = this.store.get(kind, name);
    const after = this.store.patch(kind, name, patch);
    for (const [field, verb] of [
      ['replicas', 'scale'],
      ['suspend', 'suspend'],
    ] as const) {
      const [from, to] = [before.spec?.[field], after.spec?.[field]];
      if (from !== to) this.effects.push(`${verb} ${kind} ${name} ${String(from)} ${String(to)}`);
    }
    return after;
  }

  private list(kind: string, query: URLSearchParams): KubeObject[] {
    const terms = (query.get('labelSelector') ?? '').split(/,(?![^(]*\))/).filter(Boolean);
    return this.store.list(kind, (labels) => terms.every((term) => selects(term, labels)));
  }

  private log(name: string, query: URLSearchParams): string {
    this.store.get('Pod', name);
    const lines = (this.logs.get(name) ?? '').split('\n');
    return lines.slice(-Number(query.get('tailLines') ?? lines.length)).join('\n');
  }

  private authorize({ method, resource, name, subresource }: Call): void {
    const verbs: Record<string, string> = { POST: 'create', PATCH: 'patch', DELETE: 'delete' };
    const verb = verbs[method] ?? (name === null ? 'list' : 'get');
    const what = subresource === null ? resource : `${resource}/${subresource}`;
    if (!this.forbidden.has(`${verb} ${what}`)) return;
    const message = `${resource} is forbidden: User "system:serviceaccount:camunda:holdfast" cannot ${verb} resource "${what}" in the namespace "${this.store.namespace}"`;
    throw new KubeError(403, 'Forbidden', message);
  }

  private review(review: KubeObject): unknown {
    const asked = review.spec?.['resourceAttributes'] as {
      verb: string;
      resource: string;
      subresource?: string;
    };
    const what = asked.subresource === undefined ? asked.resource : `${asked.resource}/${asked.subresource}`;
    return { ...review, status: { allowed: !this.forbidden.has(`${asked.verb} ${what}`) } };
  }
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const url = new URL(request.url ?? '', 'http://kube');
  const path =
    /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))(?:\/namespaces\/([^/]+))?(?:\/([^/]+)(?:\/([^/]+)(?:\/([^/]+))?)?)?$/.exec(
      url.pathname,
    );
  return {
    method: request.method ?? '',
    apiVersion: path?.[1] ?? path?.[2] ?? '',
    namespace: path?.[3] ?? null,
    resource: path?.[4] ?? '',
    name: path?.[5] ?? null,
    subresource: path?.[6] ?? null,
    query: url.searchParams,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

/** One term of a label selector: `a=b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`. */
function selects(term: string, labels: Record<string, string>): boolean {
  const set = /^(\S+) (in|notin) \(([^)]*)\)$/.exec(term.trim());
  if (set) return (set[3] ?? '').split(',').includes(labels[set[1] ?? ''] ?? '\0') === (set[2] === 'in');
  const pair = /^([^!=]+)(!=|==?)(.*)$/.exec(term.trim());
  if (pair) return (labels[pair[1] ?? ''] === pair[3]) === (pair[2] !== '!=');
  return term.startsWith('!') ? !(term.slice(1) in labels) : term in labels;
}
