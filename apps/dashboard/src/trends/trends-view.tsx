import { useSignal } from '@preact/signals';
import type { Trend } from '#contracts';
import { call } from '../api/holdfast.ts';
import { Choice } from '../ui/choice.tsx';
import { Empty, Loading, ProblemNotice } from '../ui/problem.tsx';
import { useResource } from '../ui/resource.ts';
import { AgeChart } from './age-chart.tsx';
import { DurationChart } from './duration-chart.tsx';
import { OutcomeDays } from './outcome-days.tsx';
import { PauseChart } from './pause-chart.tsx';
import { SizeChart } from './size-chart.tsx';

const TIMES = { '30 days': 30, '90 days': 90, '365 days': 365 } as const;
type Time = keyof typeof TIMES;
const CHOICES = Object.keys(TIMES) as Time[];

/** How the backups of a cluster develop. */
export function TrendsView({ cluster, changed }: { cluster: string; changed: string }) {
  const time = useSignal<Time>('30 days');
  const { data, problem, reload } = useResource(`${cluster} ${changed} ${time.value}`, () =>
    call('trend.read', { params: { cluster }, query: { days: TIMES[time.value] } }),
  );
  return (
    <section class="panel" aria-labelledby="trends">
      <div class="panel-head">
        <h2 id="trends">Trends</h2>
        <Choice name="Time" value={time.value} options={CHOICES} onChoose={(value) => (time.value = value)} />
      </div>
      {problem && <ProblemNotice problem={problem} onRetry={reload} />}
      {data === null && !problem && <Loading what="the trends" />}
      {data !== null && <Charts trend={data} />}
    </section>
  );
}

function Charts({ trend }: { trend: Trend }) {
  const { backups, truncated, from } = trend;
  if (backups.length === 0)
    return <Empty title="No backup has ended in this time">Choose a longer time, or take a backup.</Empty>;
  return (
    <>
      {truncated && (
        <p class="small">
          There were more runs than are read for this. Before {from.slice(0, 10)}, some are missing.
        </p>
      )}
      <OutcomeDays daily={trend.daily} />
      <div class="charts">
        <DurationChart trend={trend} />
        <PauseChart trend={trend} />
        <AgeChart trend={trend} />
        <SizeChart trend={trend} />
      </div>
    </>
  );
}
