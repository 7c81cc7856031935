import { computed, effect, signal } from '@preact/signals';
import type { AlertView } from '#contracts';
import { call } from '../api/holdfast.ts';
import { session } from '../session/session.ts';
import { isCaredFor } from '#domain';
import { overview } from './overview.store.ts';
import alertIcon from '../icon-alert.svg';
import calmIcon from '../icon.svg';

/** Between two readings of the alerts while the page is in the background (ms). */
const BACKGROUND_MS = 30_000;

/** How many alerts need a person now, as it was read in the background; null while the page is in front. */
const inBackground = signal<number | null>(null);

const needsPerson = (alert: AlertView): boolean =>
  !isCaredFor(alert) && (alert.severity === 'critical' || alert.kind === 'waiting-for-person');

/** How many alerts are critical or wait for a person, over all clusters. */
export const attention = computed(
  () =>
    inBackground.value ??
    overview.value?.clusters.reduce((sum, { alerts }) => sum + alerts.filter(needsPerson).length, 0) ??
    0,
);

/**
 * Shows in the icon of the tab whether something needs a person. A page in the background has no stream, and asks for the alerts
 * now and then: it is the tab that a person does not look at that has to tell.
 */
export function startAttention(): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  effect(() => {
    if (icon) icon.href = attention.value > 0 ? alertIcon : calmIcon;
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') inBackground.value = null;
  });
  setInterval(() => {
    if (document.visibilityState === 'hidden' && session.value.state === 'known') void look();
  }, BACKGROUND_MS);
}

async function look(): Promise<void> {
  // What was known last stays where it cannot be read.
  const answer = await call('alert.list').catch(() => null);
  if (answer !== null && document.visibilityState === 'hidden')
    inBackground.value = answer.items.filter(needsPerson).length;
}
