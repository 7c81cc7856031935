import type { Trend } from '#contracts';
import { RUN_OUTCOMES } from '#domain';
import { plural } from '../time/format.ts';
import { Icon } from '../ui/icon.tsx';
import { OUTCOME_LOOKS, type Look } from '../ui/state.ts';
import { outcomesOf } from './trend-words.ts';

type Day = Trend['daily'][number];
/** The worst first: a day is as good as its worst backup. */
const WORST = ['failed', 'rejected', 'cancelled', 'completed'] as const;

/** A square for each day. */
export function OutcomeDays({ daily }: { daily: Trend['daily'] }) {
  return (
    <figure class="chart outcomes">
      <figcaption>
        <h3>Outcomes</h3>
        <p class="small">{outcomesOf(daily)}.</p>
      </figcaption>
      <ol class={`days ${daily.length > 120 ? 'days-many' : ''}`} aria-label="Outcome of each day (UTC)">
        {daily.map((day) => {
          const look = lookOfDay(day);
          return (
            <li key={day.date} class={`day tone-${look?.tone ?? 'none'}`} title={wordsOf(day)}>
              {look && <Icon name={look.icon} />}
              <span class="unseen">{wordsOf(day)}</span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

function lookOfDay({ outcomes }: Day): Look | null {
  const worst = WORST.find((outcome) => outcomes[outcome] > 0);
  return worst === undefined ? null : OUTCOME_LOOKS[worst];
}

function wordsOf({ date, outcomes }: Day): string {
  const parts = RUN_OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map(
    (outcome) => `${plural(outcomes[outcome], 'backup')} ${outcome}`,
  );
  return `${date}: ${parts.length === 0 ? 'no backup' : parts.join(', ')}`;
}
