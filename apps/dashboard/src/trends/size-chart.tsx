import type { Trend } from '#contracts';
import { ChartView } from '../charts/chart-view.tsx';
import type { Series } from '../charts/chart.ts';
import { bytes } from '../time/format.ts';
import { Time } from '../time/time.tsx';
import { NumberTable } from './number-table.tsx';
import { sentences, timeOf } from './points.ts';
import { directionOf } from './trend-words.ts';

const TONES = ['info', 'good', 'warn', 'quiet', 'bad'];

/** What the snapshots of each set hold, by component. */
export function SizeChart({ trend }: { trend: Trend }) {
  const sized = trend.backups.flatMap(({ sizes, ...rest }) => (sizes === null ? [] : [{ ...rest, sizes }]));
  const names = [...new Set(sized.flatMap(({ sizes }) => Object.keys(sizes)))].sort();
  if (sized.length === 0) return null;
  type Sized = (typeof sized)[number];
  const sizeOf = ({ sizes }: Sized, name: string): number => sizes[name as keyof Sized['sizes']] ?? 0;
  const total = (row: Sized): number => names.reduce((sum, name) => sum + sizeOf(row, name), 0);
  const series: Series[] = names.map((name, index) => ({
    name,
    tone: TONES[index % TONES.length] ?? 'info',
    points: sized.map((row) => ({ at: Date.parse(row.requestedAt), value: sizeOf(row, name) })),
  }));
  const newest = sized.at(-1);
  const direction = directionOf(trend.forecast.sizeBytes, 'bytes');
  return (
    <ChartView
      title="Size of a set"
      summary={sentences(
        newest ? `the newest one holds ${bytes(total(newest))}` : null,
        direction && `a set ${direction}`,
        'snapshots share what did not change, so the repository needs less than the sum of its sets',
      )}
      unit="bytes"
      {...timeOf(trend)}
      stacked
      series={series}
      table={
        <NumberTable
          caption="Size of each set by component"
          rows={sized}
          keyOf={({ backupId }) => backupId}
          columns={[
            ['Backup', ({ backupId }) => backupId],
            ['Started', ({ requestedAt }) => <Time at={requestedAt} zone />],
            ...names.map((name): [string, (row: Sized) => string] => [
              name,
              (row) => bytes(sizeOf(row, name)),
            ]),
            ['Total', (row) => bytes(total(row))],
          ]}
        />
      }
    />
  );
}
