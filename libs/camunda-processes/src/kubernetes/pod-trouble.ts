import type { Pod } from './kube-types.ts';
import { onOneLine } from '#domain';

/** Why a pod does not run, or how it ended; null when there is nothing to say. */
export function describePodTrouble(pod: Pod): string | null {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  for (const { name, state } of statuses) {
    const { terminated, waiting } = state ?? {};
    if (terminated && terminated.exitCode !== 0)
      return `container ${name} ended with exit code ${terminated.exitCode}${reasonOf(terminated)}`;
    if (waiting && !['ContainerCreating', 'PodInitializing'].includes(waiting.reason ?? ''))
      return `container ${name} waits${reasonOf(waiting)}`;
  }
  const blocked = pod.status?.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (blocked) return `it cannot be placed${reasonOf(blocked)}`;
  const { reason, message } = pod.status ?? {};
  return reason === undefined && message === undefined
    ? null
    : `it was ended${reasonOf({ reason, message })}`;
}

function reasonOf({
  reason,
  message,
}: {
  reason?: string | undefined;
  message?: string | undefined;
}): string {
  const text = [reason, message].filter((each) => each !== undefined && each !== '').join(': ');
  return text === '' ? '' : ` (${onOneLine(text).slice(0, 300)})`;
}
