import type { ClusterOverview } from '#contracts';
import { nameOf } from '#domain';
import { runHref } from '../routing/route.ts';
import { capital } from '../time/format.ts';
import { Ago } from '../time/time.tsx';
import { Icon } from '../ui/icon.tsx';

/** What a run waits for, and where to confirm it. */
export function WaitingLine({ cluster: { name, current, waitingFor } }: { cluster: ClusterOverview }) {
  if (waitingFor === null || current === null) return null;
  return (
    <div class="alert tone-bad waiting-line">
      <Icon name="person" />
      <div>
        <p>
          <strong>Waiting for you</strong> <span>{waitingFor.instruction}</span>
        </p>
        <p class="small">
          <a href={runHref(name, current.kind, current.number)}>
            Open {capital(nameOf(current))} to confirm it
          </a>
          . Asked <Ago at={waitingFor.requestedAt} />.
        </p>
      </div>
    </div>
  );
}
