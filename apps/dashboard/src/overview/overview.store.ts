import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ClusterOverview, Overview, OverviewChanges } from '#contracts';
import { addressOf } from '#contracts/endpoints';
import { follow, type Link } from '../api/live-stream.ts';
import { learnServerTime } from '../time/clock.ts';
import { announceOnce } from '../ui/announce.tsx';
import { ALL_UP_TO, prepareLongList } from '../ui/virtual-rows.ts';
import { endingsBetween } from './endings.ts';
import { OverviewParts } from './overview-parts.ts';

/** Every cluster as in the last answer; null before the first. */
export const overview = signal<Overview | null>(null);
export const overviewLink = signal<Link>({ state: 'connecting' });

const byName = computed(
  () => new Map(overview.value?.clusters.map((cluster) => [cluster.name, cluster] as const)),
);

export function clusterOf(name: string): ClusterOverview | null {
  return byName.value.get(name) ?? null;
}

let stop: (() => void) | null = null;
let followers = 0;

/**
 * Keeps the overview up to date while the page is open and seen: a browser has few connections to one server, and pages
 * in the background must not use them up.
 */
export function useOverview(): void {
  useEffect(() => {
    followers += 1;
    reconsider();
    document.addEventListener('visibilitychange', reconsider);
    return () => {
      followers -= 1;
      document.removeEventListener('visibilitychange', reconsider);
      reconsider();
    };
  }, []);
}

function reconsider(): void {
  const wanted = followers > 0 && document.visibilityState === 'visible';
  if (wanted && stop === null) {
    const parts = new OverviewParts();
    stop = follow(addressOf('overview.follow', {}, { changes: 'true' }), {
      onLink: (link) => (overviewLink.value = link),
      onEvents: (events) => {
        const changes = events
          .filter(({ event }) => event === 'clusters')
          .map(({ data }) => JSON.parse(data) as OverviewChanges);
        if ((changes[0]?.total ?? 0) > ALL_UP_TO) prepareLongList();
        const whole = parts.take(changes);
        if (whole !== null) take(whole);
      },
    });
  } else if (!wanted) {
    stop?.();
    stop = null;
  }
}

function take(next: Overview): void {
  learnServerTime(next.at);
  for (const words of endingsBetween(overview.value, next)) announceOnce(words);
  overview.value = next;
}
