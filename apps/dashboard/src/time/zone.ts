import { saved } from '../ui/saved.ts';
import { localClock, localTime, zoneOf } from './format.ts';

export const CLOCKS = ['local', 'UTC'] as const;
export type Clock = (typeof CLOCKS)[number];

/** Whether times are shown in the zone of this computer or in UTC. One choice for every page. */
export const { choice: clock, choose: chooseClock } = saved<Clock>('clock', CLOCKS);

const zone = (): string | undefined => (clock.value === 'UTC' ? 'UTC' : undefined);

/** Date and time to the second, by the clock that was chosen. Components that call it are drawn again when that changes. */
export function timeText(at: string): string {
  return localTime(at, zone());
}

/** The time of day alone. */
export function clockText(at: string): string {
  return localClock(at, zone());
}

/** The name of the zone at that moment. */
export function zoneText(at: Date): string {
  return zoneOf(at, zone());
}

export function timeWithZone(at: string): string {
  return `${timeText(at)} ${zoneText(new Date(at))}`;
}
