import type { Trend } from '#contracts';
import { ChartView } from '../charts/chart-view.tsx';
import { rough } from '../time/format.ts';
import { ageInWords } from './trend-words.ts';
import { NumberTable } from './number-table.tsx';
import { timeOf } from './points.ts';

/** How old the newest completed backup became on each day, against the objective. */
export function AgeChart({ trend }: { trend: Trend }) {
  const { daily, objectiveSeconds } = trend;
  return (
    <ChartView
      title="Age of the newest completed backup"
      summary={ageInWords(daily, objectiveSeconds)}
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
