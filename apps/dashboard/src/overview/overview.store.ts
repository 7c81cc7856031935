import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ClusterOverview, Overview } from '#contracts';
import { addressOf } from '#contracts/endpoints';
import { follow, type Link } from '../api/live-stream.ts';
import { learnServerTime } from '../time/clock.ts';
import { announceOnce } from '../ui/announce.tsx';
import { endingsBetween } from './endings.ts';

/** Every cluster as in the last answer; null before the first. */
export const overview = signal<Overview | null>(null);
export const overviewLink = signal<Link>({ state: 'connecting' });

export function clusterOf(name: string): ClusterOverview | null {
  return overview.value?.clusters.find((cluster) => cluster.name === name) ?? null;
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
  if (wanted && stop === null)
    stop = follow(addressOf('overview.follow', {}), {
      onLink: (link) => (overviewLink.value = link),
      onEvents: (events) => {
        const data = events.findLast(({ event }) => event === 'overview')?.data;
        if (data !== undefined) take(JSON.parse(data) as Overview);
      },
    });
  else if (!wanted) {
    stop?.();
    stop = null;
  }
}

function take(next: Overview): void {
  learnServerTime(next.at);
  for (const words of endingsBetween(overview.value, next)) announceOnce(words);
  overview.value = next;
}
