import { useComputed } from '@preact/signals';
import type { ClusterOverview } from '#contracts';
import { runHref } from '../routing/route.ts';
import { coarseNow, now } from '../time/clock.ts';
import { limit, rough } from '../time/format.ts';
import { timeWithZone } from '../time/zone.ts';
import { Icon } from '../ui/icon.tsx';
import { overdue } from './standing.ts';

/** A target above this is shown in days, one below as people write it (s). */
const IN_DAYS = 48 * 3_600;

/** Where the age is not far from what is wanted: a share of it. */
const SOON = 0.8;

/** The age of the newest good set, and how old it may be. */
export function Age({ cluster }: { cluster: ClusterOverview }) {
  const { name, lastGood, objectiveSeconds } = cluster;
  const share = overdue(cluster, coarseNow.value);
  const old = useComputed(() =>
    lastGood === null ? '' : `${rough(now.value - Date.parse(lastGood.finishedAt))} old`,
  );
  const tone = share > 1 ? 'tone-bad' : share > SOON ? 'tone-warn' : '';
  const wanted = objectiveSeconds === null ? 'no target' : `target ${target(objectiveSeconds)}`;
  if (lastGood === null)
    return (
      <>
        <span class={objectiveSeconds === null ? 'quiet' : 'tone-bad strong'}>
          {objectiveSeconds !== null && <Icon name="warning" />} none
        </span>
        <p class="small">{wanted}</p>
      </>
    );
  return (
    <>
      <a
        href={runHref(name, 'backup', lastGood.backupId)}
        class={`age ${tone}`}
        title={`${lastGood.backupId}, completed ${timeWithZone(lastGood.finishedAt)}`}
      >
        {share > 1 && <Icon name="warning" />}
        {old}
      </a>
      <p class={`small ${share > 1 ? tone : ''}`}>{wanted}</p>
    </>
  );
}

function target(seconds: number): string {
  return seconds > IN_DAYS ? rough(seconds * 1_000) : limit(seconds);
}
