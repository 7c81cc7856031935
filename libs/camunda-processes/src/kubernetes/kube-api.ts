import type { KubernetesObject } from '@kubernetes/client-node';
import type { Permit } from '#http';
import { presentable, MAX_LINES } from '../output-lines.ts';
import { connect, type KubeConnection } from './kube-connection.ts';
import { kubeAnswerOf, kubeFailure } from './kube-failure.ts';
import { API_VERSIONS, type KubeKind, type KubeTypes } from './kube-types.ts';

/** Of the end of a log: enough for 200 long lines. */
const LOG_BYTES = 512 * 1024;

export interface KubeApiOptions {
  namespace: string;
  kubeconfig?: string | undefined;
  /** For one whole request (ms). */
  timeoutMs?: number;
  /** Asked in the tick in which each request leaves; what it throws is thrown as it is. */
  permit?: Permit | undefined;
}

/** A right in the namespace, as a Role gives it. */
export interface KubeRight {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
}

/** A JSON merge patch. A resourceVersion in its metadata is a precondition. */
export type KubePatch = Record<string, unknown> & { metadata?: Record<string, unknown> };

interface AccessReview extends KubernetesObject {
  spec: { resourceAttributes: KubeRight & { namespace: string } };
  status?: { allowed?: boolean };
}

interface DeleteHow {
  /** Deletes only the object that has it. */
  uid?: string | undefined;
  /** What it owns goes after it; left out, the server's default holds, which leaves the pods of a Job as orphans. */
  propagation?: 'Background';
}

/**
 * The objects of one namespace. Every method throws a StepFailure: `unreachable` and `unavailable` (transient),
 * `refused` (permanent: no access, no such namespace, an object that the server does not take).
 */
export class KubeApi {
  readonly namespace: string;
  private connection: Promise<KubeConnection> | null = null;
  private readonly timeoutMs: number;
  /** Why the permit was refused. */
  private refusal: unknown = null;

  constructor(private readonly options: KubeApiOptions) {
    this.namespace = options.namespace;
    this.timeoutMs = options.timeoutMs ?? 10_000;
  }

  /** The same objects, for one who may change them only as long as the permit lasts. */
  under(permit: Permit | undefined): KubeApi {
    return permit === undefined ? this : new KubeApi({ ...this.options, permit });
  }

  /** Null when it is not there. */
  async read<K extends KubeKind>(kind: K, name: string): Promise<KubeTypes[K] | null> {
    return this.ask(`read ${kind} "${name}"`, async ({ objects }) => {
      const found = await objects.read(this.header(kind, name)).catch(unless([404], null));
      return found;
    });
  }

  /** Null when there was one of that name already. */
  async create<K extends KubeKind>(kind: K, object: KubeTypes[K]): Promise<KubeTypes[K] | null> {
    return this.ask(`create ${kind} "${object.metadata?.name ?? ''}"`, async ({ objects }) => {
      const metadata = { ...object.metadata, namespace: this.namespace };
      const full = { ...object, apiVersion: API_VERSIONS[kind], kind, metadata };
      const made = await objects.create(full as KubernetesObject).catch(unless([409], null));
      return made;
    });
  }

  /**
   * Null when it is not there, or its resourceVersion is another one. A uid is no such precondition: a wrong one is an error
   * (HTTP 422, measured on 1.36), so no caller gives one.
   */
  async patch<K extends KubeKind>(kind: K, name: string, patch: KubePatch): Promise<KubeTypes[K] | null> {
    return this.ask(`change ${kind} "${name}"`, async ({ client, objects }) => {
      const header = this.header(kind, name);
      const full = { ...patch, ...header, metadata: { ...patch.metadata, ...header.metadata } };
      const [unsaid, strategy] = [undefined, client.PatchStrategy.MergePatch];
      const changed = await objects
        .patch(full as KubernetesObject, unsaid, unsaid, 'holdfast', unsaid, strategy)
        .catch(unless([404, 409], null));
      return changed;
    });
  }

  /** Asks for it. What is gone, or is not the object of that uid, is fine; finalizers may keep it for long. */
  async delete(kind: KubeKind, name: string, how: DeleteHow = {}): Promise<void> {
    await this.ask(`delete ${kind} "${name}"`, async ({ client, objects }) => {
      const body = new client.V1DeleteOptions();
      if (how.uid !== undefined)
        body.preconditions = Object.assign(new client.V1Preconditions(), { uid: how.uid });
      // In the body: where there is one, the server ignores the query, and the pods of a Job would be orphaned and continue.
      if (how.propagation !== undefined) body.propagationPolicy = how.propagation;
      const unsaid = undefined;
      await objects
        .delete(this.header(kind, name), unsaid, unsaid, unsaid, unsaid, unsaid, body)
        .catch(unless([404, 409], null));
    });
  }

  /** All whose labels match the selector. */
  async list<K extends KubeKind>(kind: K, selector: string): Promise<KubeTypes[K][]> {
    return this.ask(`list ${kind}s with ${selector}`, async ({ objects }) => {
      const unsaid = undefined;
      const args = [unsaid, unsaid, unsaid, unsaid, selector] as const;
      const { items } = await objects.list(API_VERSIONS[kind], kind, this.namespace, ...args);
      return items;
    });
  }

  /** The last lines that a container wrote; none when it has not run yet, or its log is gone. */
  async log(pod: string, container: string): Promise<string[]> {
    return this.ask(`read the log of pod "${pod}"`, async ({ core }) => {
      const text = await core
        .readNamespacedPodLog({
          name: pod,
          namespace: this.namespace,
          container,
          tailLines: MAX_LINES,
          limitBytes: LOG_BYTES,
        })
        .catch(unless([400, 404], ''));
      return presentable(text);
    });
  }

  async may(right: KubeRight): Promise<boolean> {
    return this.ask('review its rights', async ({ objects }) => {
      const review: AccessReview = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { ...right, namespace: this.namespace } },
      };
      return (await objects.create(review)).status?.allowed === true;
    });
  }

  private header(kind: KubeKind, name: string) {
    return { apiVersion: API_VERSIONS[kind], kind, metadata: { name, namespace: this.namespace } };
  }

  private async ask<T>(doing: string, send: (connection: KubeConnection) => Promise<T>): Promise<T> {
    // The client's own timeout does not cover a program that a kubeconfig runs for credentials.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new Error(`nothing within ${this.timeoutMs + 1000} ms`);
      timer = setTimeout(() => reject(error), this.timeoutMs + 1000);
    });
    try {
      return await Promise.race([this.connected().then(send), late]);
    } catch (error) {
      throw error === this.refusal ? error : kubeFailure(error, doing);
    } finally {
      clearTimeout(timer);
    }
  }

  private connected(): Promise<KubeConnection> {
    this.connection ??= connect({
      kubeconfig: this.options.kubeconfig,
      timeoutMs: this.timeoutMs,
      permit: this.permit,
    }).catch((error: unknown) => {
      // The file may be there, or right, the next time.
      this.connection = null;
      throw error;
    });
    return this.connection;
  }

  private get permit(): Permit | undefined {
    const { permit } = this.options;
    return (
      permit &&
      (() => {
        try {
          permit();
        } catch (error) {
          this.refusal = error;
          throw error;
        }
      })
    );
  }
}

/** For `catch`: another value for an answer with one of these statuses. */
function unless<T>(statuses: readonly number[], instead: T): (error: unknown) => T {
  return (error) => {
    if (statuses.includes(kubeAnswerOf(error)?.status ?? 0)) return instead;
    throw error;
  };
}
