import { StepFailure } from '#domain';
import type { KubeApi, KubePatch } from './kube-api.ts';
import type { KubeKind, KubeTypes } from './kube-types.ts';

const ATTEMPTS = 5;

/**
 * Changes an object as it is now, and again when another client changed it in between.
 * @param patchFor what to change of it; null where there is nothing to change. It is asked after the object was read, so that a
 *   change that comes too late fails at the version of the object
 * @throws StepFailure busy (transient) when another client is faster each time, what `patchFor` throws, and as KubeApi does
 */
export async function changeObject<K extends KubeKind>(
  kube: KubeApi,
  { kind, name }: { kind: K; name: string },
  patchFor: (object: KubeTypes[K] | null) => Promise<KubePatch | null>,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const object = await kube.read(kind, name);
    const patch = await patchFor(object);
    if (patch === null) return;
    const metadata = { ...patch.metadata, resourceVersion: object?.metadata?.resourceVersion };
    if ((await kube.patch(kind, name, { ...patch, metadata })) !== null) return;
  }
  throw StepFailure.transient('busy', `${kind} "${name}" is changed by others all the time.`, {
    remedy: 'Try again.',
  });
}
