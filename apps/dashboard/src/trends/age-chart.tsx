import type { Trend } from '#contracts';
import { ChartView } from '../charts/chart-view.tsx';
import { limit, plural, rough } from '../time/format.ts';
import { NumberTable } from './number-table.tsx';
import { timeOf } from './points.ts';

/** How old the newest completed backup became on each day, against the objective. */
export function AgeChart({ trend }: { trend: Trend }) {
  const { daily, objectiveSeconds } = trend;
  const late = daily.filter(
    ({ oldestAgeSeconds: age }) => objectiveSeconds !== null && (age ?? 0) > objectiveSeconds,
  ).length;
  const worst = Math.max(0, ...daily.map(({ oldestAgeSeconds }) => oldestAgeSeconds ?? 0));
  const kept =
    objectiveSeconds === null
      ? 'No objective is configured.'
      : late === 0
        ? `The objective of ${limit(objectiveSeconds)} was met every day.`
        : `The objective of ${limit(objectiveSeconds)} was missed on ${plural(late, 'day')}.`;
  return (
    <ChartView
      title="Age of the newest completed backup"
      summary={`At worst ${rough(worst * 1_000)}. ${kept}`}
      unit="seconds"
      {...timeOf(trend)}
      limit={objectiveSeconds}
      limitName="objective"
      series={[
        {
          name: 'age',
          tone: 'quiet',
          points: daily.map(({ date, oldestAgeSeconds }) => ({
            at: Date.parse(date),
            value: oldestAgeSeconds,
          })),
        },
      ]}
      table={
        <NumberTable
          caption="Age of the newest completed backup, at the worst moment of each day (UTC)"
          rows={daily}
          keyOf={({ date }) => date}
          columns={[
            ['Day', ({ date }) => date],
            [
              'Age',
              ({ oldestAgeSeconds }) => (oldestAgeSeconds === null ? '–' : rough(oldestAgeSeconds * 1_000)),
            ],
          ]}
        />
      }
    />
  );
}
