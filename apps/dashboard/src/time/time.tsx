import { localClock, localTime, relative, zoneOf } from './format.ts';
import { now } from './clock.ts';

/** A moment as local time; machines and the curious get RFC 3339. */
export function Time({ at, short = false, zone = false }: { at: string; short?: boolean; zone?: boolean }) {
  const text = short ? localClock(at) : localTime(at);
  return (
    <time dateTime={at} title={at} class="time">
      {zone ? `${text} ${zoneOf(new Date(at))}` : text}
    </time>
  );
}

/** How long ago, or in how long; updates itself. */
export function Ago({ at }: { at: string }) {
  return (
    <time dateTime={at} title={`${localTime(at)} ${zoneOf(new Date(at))} (${at})`}>
      {relative(Date.parse(at), now.value)}
    </time>
  );
}

/** The zone of the times on this page, for the head of a column. */
export function Zone() {
  return <span class="zone">{zoneOf(new Date())}</span>;
}
