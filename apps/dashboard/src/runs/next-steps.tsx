import { addressOf } from '#contracts/endpoints';
import { BackUpNow } from '../overview/back-up-now.tsx';
import { heldBy } from '../overview/held.ts';
import { clusterOf } from '../overview/overview.store.ts';
import { allowed } from '../session/session.ts';
import type { RunView } from './run-view.ts';

/** What a person may do after a run that did not end well. */
export function NextSteps({
  run: { cluster, kind, outcome },
}: {
  run: Pick<RunView, 'cluster' | 'kind' | 'outcome'>;
}) {
  const now = clusterOf(cluster);
  const again = kind === 'backup' && now !== null;
  const bundle = outcome === 'failed' && allowed('download support bundles');
  if (!again && !bundle) return null;
  return (
    <div class="next-steps">
      {again && <BackUpNow cluster={cluster} held={heldBy(now)} again />}
      {bundle && (
        <a class="button" href={addressOf('support.bundle', {})} download>
          Download a support bundle
        </a>
      )}
    </div>
  );
}
