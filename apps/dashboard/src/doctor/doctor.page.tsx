import type { DoctorCheck, DoctorReport } from '#contracts';
import { call } from '../api/holdfast.ts';
import { clusterHref } from '../routing/route.ts';
import { plural } from '../time/format.ts';
import { Time } from '../time/time.tsx';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import { Page } from '../ui/page.tsx';
import { Loading, ProblemNotice } from '../ui/problem.tsx';
import { useResource } from '../ui/resource.ts';
import { DOCTOR_LOOKS } from '../ui/state.ts';
import { Words } from '../ui/words.tsx';
import { byPlace, type Place } from './by-place.ts';

/** Everything that could make the next backup fail. */
export function DoctorPage() {
  const { data, problem, loading, reload } = useResource('doctor', () => call('doctor.examine'));
  return (
    <Page
      title="Doctor"
      aside={
        <Button busy={loading} onPress={reload}>
          {loading ? 'Checking …' : 'Check again'}
        </Button>
      }
    >
      {problem && <ProblemNotice problem={problem} onRetry={reload} />}
      {data === null && !problem && <Loading what="every check" />}
      {data !== null && <Report report={data} />}
    </Page>
  );
}

function Report({ report: { at, checks, status } }: { report: DoctorReport }) {
  return (
    <>
      <p class="summary">
        <Mark look={DOCTOR_LOOKS[status]} /> {plural(checks.length, 'check')}, at <Time at={at} zone />.
        Nothing was changed.
      </p>
      {byPlace(checks).map((place) => (
        <PlaceView key={place.cluster ?? ''} place={place} />
      ))}
    </>
  );
}

function PlaceView({ place: { cluster, wrong, fine } }: { place: Place }) {
  return (
    <section class="panel" aria-label={cluster ?? 'Holdfast itself'}>
      <h2>{cluster === null ? 'Holdfast itself' : <a href={clusterHref(cluster)}>{cluster}</a>}</h2>
      {wrong.length > 0 && <List checks={wrong} />}
      {fine.length > 0 && (
        <details>
          <summary>{plural(fine.length, 'check')} passed</summary>
          <List checks={fine} />
        </details>
      )}
    </section>
  );
}

function List({ checks }: { checks: readonly DoctorCheck[] }) {
  return (
    <ul class="checks">
      {checks.map(({ name, component, status, message, remedy }) => (
        <li key={`${name} ${message}`} class="check">
          <Mark look={DOCTOR_LOOKS[status]} word={name} />
          <div>
            <span class="small">{component}</span> <Words text={message} />{' '}
            {remedy !== null && (
              <span class="remedy">
                <Words text={remedy} />
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
