import { randomUUID } from 'node:crypto';
import { KubeError, RESOURCES, type KubeDraft, type KubeObject } from './kube-objects.ts';
import { validate, validateChange } from './kube-validation.ts';

export interface DeleteOptions {
  preconditions?: { uid?: string; resourceVersion?: string };
  propagationPolicy?: 'Background' | 'Orphan';
}

const resourceOf = (kind: string): string =>
  Object.values(RESOURCES)
    .flat()
    .find((each) => each.kind === kind)?.name ?? kind;

/** Objects of one namespace, with the versions, generations, finalizers and preconditions of the real store. */
export class KubeStore {
  private readonly objects = new Map<string, KubeObject>();
  private version = 1000;

  constructor(readonly namespace: string) {}

  /** Grows with every change. */
  get resourceVersion(): number {
    return this.version;
  }

  find(kind: string, name: string): KubeObject | undefined {
    return structuredClone(this.objects.get(`${kind}/${name}`));
  }

  /** @throws KubeError 404 */
  get(kind: string, name: string): KubeObject {
    const found = this.find(kind, name);
    if (!found) throw new KubeError(404, 'NotFound', `${resourceOf(kind)} "${name}" not found`);
    return found;
  }

  list(kind: string, matches: (labels: Record<string, string>) => boolean = () => true): KubeObject[] {
    const all = [...this.objects.values()].filter((object) => object.kind === kind);
    return structuredClone(all.filter((object) => matches(object.metadata.labels ?? {})));
  }

  /** @throws KubeError 409 AlreadyExists, 422 */
  create(draft: KubeDraft): KubeObject {
    const { kind, metadata } = draft;
    if (this.objects.has(`${kind}/${metadata.name}`))
      throw new KubeError(409, 'AlreadyExists', `${resourceOf(kind)} "${metadata.name}" already exists`);
    const object = structuredClone({
      ...draft,
      metadata: {
        ...metadata,
        namespace: this.namespace,
        uid: randomUUID(),
        resourceVersion: this.next(),
        generation: 1,
        creationTimestamp: new Date().toISOString().replace(/\.\d+/, ''),
        ...(kind === 'PersistentVolumeClaim' && { finalizers: ['kubernetes.io/pvc-protection'] }),
      },
    });
    validate(object);
    this.objects.set(`${kind}/${metadata.name}`, object);
    return structuredClone(object);
  }

  /**
   * A JSON merge patch (RFC 7386). A resourceVersion in it is a precondition.
   * @throws KubeError 404, 409 Conflict, 422
   */
  patch(kind: string, name: string, patch: Record<string, unknown>): KubeObject {
    const before = this.get(kind, name);
    const asked = (patch['metadata'] ?? {}) as { resourceVersion?: string; uid?: string };
    if (asked.resourceVersion !== undefined && asked.resourceVersion !== before.metadata.resourceVersion)
      throw this.conflict(
        kind,
        name,
        'the object has been modified; please apply your changes to the latest version',
      );
    // Unlike in a deletion, it is no precondition (measured on 1.36).
    if (asked.uid !== undefined && asked.uid !== before.metadata.uid)
      throw new KubeError(
        422,
        'Invalid',
        `${kind} "${name}" is invalid: metadata.uid: Invalid value: "${asked.uid}": field is immutable`,
      );
    const after = merged(before, patch) as KubeObject;
    validateChange(before, after);
    return this.put(before, after);
  }

  /** What a controller writes. Bumps the version only when something changed. */
  write(object: KubeObject): KubeObject {
    return this.put(this.get(object.kind, object.metadata.name), object);
  }

  /** @throws KubeError 404, 409 Conflict */
  delete(kind: string, name: string, options: DeleteOptions = {}): KubeObject {
    const object = this.get(kind, name);
    const { uid, resourceVersion } = options.preconditions ?? {};
    if (uid !== undefined && uid !== object.metadata.uid)
      throw this.conflict(kind, name, `Precondition failed: UID in precondition: ${uid}`);
    if (resourceVersion !== undefined && resourceVersion !== object.metadata.resourceVersion)
      throw this.conflict(kind, name, 'Precondition failed: ResourceVersion in precondition');
    // For batch/v1 the default is Orphan.
    if (kind === 'Job' && (options.propagationPolicy ?? 'Orphan') === 'Orphan')
      this.orphan(object.metadata.uid);
    const finalizers = object.metadata.finalizers ?? [];
    // A pod ends in its own time, too: its kubelet removes it.
    if (finalizers.length === 0 && kind !== 'Pod') this.objects.delete(`${kind}/${name}`);
    else
      this.write({
        ...object,
        metadata: {
          ...object.metadata,
          finalizers,
          deletionTimestamp: object.metadata.deletionTimestamp ?? new Date().toISOString(),
        },
      });
    return object;
  }

  /** What is left when the last finalizer, or the kubelet, is done. */
  remove(object: KubeObject): void {
    this.version += 1;
    this.objects.delete(`${object.kind}/${object.metadata.name}`);
  }

  private orphan(owner: string): void {
    for (const pod of this.list('Pod')) {
      const owners = pod.metadata.ownerReferences ?? [];
      const left = owners.filter(({ uid }) => uid !== owner);
      if (left.length < owners.length)
        this.write({ ...pod, metadata: { ...pod.metadata, ownerReferences: left } });
    }
  }

  private put(before: KubeObject, after: KubeObject): KubeObject {
    if (JSON.stringify(before) === JSON.stringify(after)) return before;
    const moved = JSON.stringify(before.spec) !== JSON.stringify(after.spec);
    const metadata = {
      ...after.metadata,
      uid: before.metadata.uid,
      creationTimestamp: before.metadata.creationTimestamp,
      resourceVersion: this.next(),
      generation: before.metadata.generation + (moved ? 1 : 0),
    };
    this.objects.set(`${after.kind}/${metadata.name}`, structuredClone({ ...after, metadata }));
    return structuredClone({ ...after, metadata });
  }

  private next(): string {
    this.version += 1;
    return String(this.version);
  }

  private conflict(kind: string, name: string, why: string): KubeError {
    return new KubeError(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${resourceOf(kind)} "${name}": ${why}`,
    );
  }
}

function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = merged(result[key], value);
  }
  return result;
}
