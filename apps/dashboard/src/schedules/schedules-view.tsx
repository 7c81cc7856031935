import type { Schedule, Slot } from '#contracts';
import { call } from '../api/holdfast.ts';
import { whyNot } from '../session/permissions.ts';
import { currentUser } from '../session/session.ts';
import { now } from '../time/clock.ts';
import { limit, plural, relative } from '../time/format.ts';
import { Ago, Time } from '../time/time.tsx';
import { Empty, Loading, Notice, ProblemNotice } from '../ui/problem.tsx';
import { useResource } from '../ui/resource.ts';
import { ScheduleActions } from './schedule-actions.tsx';
import { Slots } from './slots.tsx';

/** The schedules of a cluster, what became of their times, and what can be done to them. */
export function SchedulesView({ cluster, changed }: { cluster: string; changed: string }) {
  const { data, problem, loading, reload } = useResource(
    `${cluster} ${changed}`,
    () => call('schedule.list', { params: { cluster } }),
    ({ items }) => items.some(({ recent }) => recent.slice(0, NEWEST).some(isOpen)),
  );
  const note = whyNot(currentUser(), ['pause, resume and trigger schedules']);
  return (
    <section aria-labelledby="schedules">
      <h2 id="schedules" class="unseen">
        Schedules
      </h2>
      {problem && <ProblemNotice problem={problem} onRetry={reload} />}
      {data === null && loading && <Loading what="the schedules" />}
      {data?.items.length === 0 && (
        <div class="panel">
          <Empty title="Nothing is scheduled">
            Add <code>schedules</code> to the cluster in holdfast.yaml.
          </Empty>
        </div>
      )}
      {data?.items.map((schedule) => (
        <ScheduleCard key={schedule.name} schedule={schedule} onChange={reload} />
      ))}
      {note !== null && data !== null && <p class="small">{note}</p>}
    </section>
  );
}

/** Older ones never change. */
const NEWEST = 5;

/** Whether it is not known yet what became of a planned time. */
function isOpen({ result, outcome }: Slot): boolean {
  return result === 'buffered' || (result === 'started' && outcome === null);
}

function ScheduleCard({ schedule, onChange }: { schedule: Schedule; onChange: () => void }) {
  const { name, cron, timezone, paused } = schedule;
  return (
    <article class="panel" aria-label={`Schedule ${name}`}>
      <div class="panel-head">
        <h3>{name}</h3>
        <p class="small">
          <span class="figure">{cron}</span> in {timezone}
        </p>
        <ScheduleActions schedule={schedule} onChange={onChange} />
      </div>
      {paused && (
        <Notice tone="warn" icon="pause">
          <strong>Paused</strong> by {paused.by} <Ago at={paused.at} />
          {paused.reason === 'failures' && ', after too many failures'}
          {paused.note === '' ? '.' : `: ${paused.note}`}
        </Notice>
      )}
      <ScheduleFacts schedule={schedule} />
      <Slots slots={schedule.recent} cluster={schedule.cluster} name={name} />
    </article>
  );
}

function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  const { paused, nextAt, jitterSeconds, overlap, catchUpSeconds, labels, retention } = schedule;
  return (
    <dl class="facts facts-run">
      <div class="fact">
        <dt>Next</dt>
        <dd>
          {nextAt === null ? (
            <span class="quiet">{paused ? 'not while it is paused' : 'never'}</span>
          ) : (
            <>
              <span class="age">{relative(Date.parse(nextAt), now.value)}</span>
              <p class="small">
                <Time at={nextAt} zone />
                {jitterSeconds > 0 && `, and up to ${limit(jitterSeconds)} later`}
              </p>
            </>
          )}
        </dd>
      </div>
      <div class="fact">
        <dt>So far</dt>
        <dd>
          <Counts schedule={schedule} />
        </dd>
      </div>
      <div class="fact">
        <dt>When it cannot</dt>
        <dd class="small">
          {overlap === 'skip' ? 'skips its time' : 'waits once for its turn'} when another run holds the
          cluster; catches up within {limit(catchUpSeconds)}
        </dd>
      </div>
      <div class="fact">
        <dt>Its backups</dt>
        <dd class="small">
          {retention ? 'followed by retention' : 'not followed by retention'}
          {Object.entries(labels).map(([label, value]) => (
            <span class="block" key={label}>
              {label}: {value}
            </span>
          ))}
        </dd>
      </div>
    </dl>
  );
}

function Counts({ schedule: { counts, consecutiveFailures, pauseAfterFailures } }: { schedule: Schedule }) {
  const words = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([result, count]) => `${count.toLocaleString('en')} ${result}`);
  return (
    <>
      {words.length === 0 ? <span class="quiet">no time has come yet</span> : words.join(', ')}
      {consecutiveFailures > 0 && (
        <p class="small tone-warn">
          {plural(consecutiveFailures, 'failure')} in a row
          {pauseAfterFailures !== null && `; it is paused after ${pauseAfterFailures}`}
        </p>
      )}
    </>
  );
}
