import { useComputed } from '@preact/signals';
import { relative } from './format.ts';
import { now } from './clock.ts';
import { chooseClock, clock, clockText, CLOCKS, timeText, timeWithZone, zoneText } from './zone.ts';

/** A moment by the clock that was chosen; machines and the curious get RFC 3339. */
export function Time({ at, short = false, zone = false }: { at: string; short?: boolean; zone?: boolean }) {
  const text = short ? clockText(at) : timeText(at);
  return (
    <time dateTime={at} title={at} class="time">
      {zone ? `${text} ${zoneText(new Date(at))}` : text}
    </time>
  );
}

/** How long ago, or in how long; updates itself, and only its text: a page may have hundreds. */
export function Ago({ at }: { at: string }) {
  const text = useComputed(() => relative(Date.parse(at), now.value));
  return (
    <time dateTime={at} title={`${timeWithZone(at)} (${at})`}>
      {text}
    </time>
  );
}

/** The zone of the times on this page, for the head of a column. */
export function Zone() {
  return <span class="zone">{zoneText(new Date())}</span>;
}

/** Switches every time of every page between this computer's zone and UTC. */
export function ClockSwitch() {
  return (
    <div class="switch" role="group" aria-label="Times in">
      {CLOCKS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={clock.value === each}
          title={each === 'local' ? `Times in ${zoneText(new Date())}` : 'Times in UTC'}
          onClick={() => chooseClock(each)}
        >
          {each}
        </button>
      ))}
    </div>
  );
}
