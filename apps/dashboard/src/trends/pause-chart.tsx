import type { Trend } from '#contracts';
import { ChartView } from '../charts/chart-view.tsx';
import { duration, limit } from '../time/format.ts';
import { now } from '../time/clock.ts';
import { Time } from '../time/time.tsx';
import { NumberTable } from './number-table.tsx';
import { pointsOf, sentences, timeOf } from './points.ts';
import { directionOf, reachOf } from './trend-words.ts';

/** How long exporting was paused, against its budget. */
export function PauseChart({ trend }: { trend: Trend }) {
  const { pauseBudgetSeconds, forecast, usual } = trend;
  const budget = limit(pauseBudgetSeconds);
  const pause = usual.backup?.pauseSeconds ?? null;
  const direction = directionOf(forecast.pauseSeconds, 'seconds');
  const reach = reachOf(forecast.pauseSeconds, 'the budget', now.value);
  return (
    <ChartView
      title="Exporting paused"
      summary={sentences(
        pause === null ? `${budget} are allowed` : `usually ${duration(pause * 1_000)} of ${budget} allowed`,
        direction && `the pause ${direction}`,
        reach && `it ${reach}`,
      )}
      unit="seconds"
      {...timeOf(trend)}
      limit={pauseBudgetSeconds}
      limitName="pause budget"
      series={[{ name: 'paused', tone: 'warn', points: pointsOf(trend, ({ pauseSeconds }) => pauseSeconds) }]}
      table={
        <NumberTable
          caption="Exporting paused"
          rows={trend.backups}
          keyOf={({ backupId }) => backupId}
          columns={[
            ['Backup', ({ backupId }) => backupId],
            ['Started', ({ requestedAt }) => <Time at={requestedAt} zone />],
            ['Paused', ({ pauseSeconds }) => (pauseSeconds === null ? '–' : duration(pauseSeconds * 1_000))],
          ]}
        />
      }
    />
  );
}
