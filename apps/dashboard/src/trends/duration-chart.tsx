import { useSignal } from '@preact/signals';
import type { Trend } from '#contracts';
import { ChartView } from '../charts/chart-view.tsx';
import { runHref } from '../routing/route.ts';
import { duration } from '../time/format.ts';
import { Time } from '../time/time.tsx';
import { Choice } from '../ui/choice.tsx';
import { NumberTable } from './number-table.tsx';
import { pointsOf, sentences, timeOf } from './points.ts';
import { directionOf } from './trend-words.ts';

const WHOLE = 'whole backup';
type Backup = Trend['backups'][number];

/** How long backups took, as a whole or a step of them. */
export function DurationChart({ trend }: { trend: Trend }) {
  const part = useSignal<string>(WHOLE);
  const names = [WHOLE, ...new Set(trend.backups.flatMap(({ steps }) => steps.map(({ name }) => name)))];
  const chosen = names.includes(part.value) ? part.value : WHOLE;
  const took = (backup: Backup): number | null =>
    chosen === WHOLE ? backup.seconds : (backup.steps.find(({ name }) => name === chosen)?.seconds ?? null);
  const { backup: usual } = trend.usual;
  const summary =
    chosen === WHOLE
      ? sentences(
          usual && `a backup usually takes ${duration(usual.seconds * 1_000)}`,
          directionOf(trend.forecast.seconds, 'seconds') &&
            `its time ${directionOf(trend.forecast.seconds, 'seconds')}`,
        )
      : `The step ${chosen} of each completed backup.`;
  return (
    <ChartView
      title="Time taken"
      summary={summary}
      unit="seconds"
      {...timeOf(trend)}
      series={[{ name: chosen, tone: 'info', points: pointsOf(trend, took) }]}
      table={
        <NumberTable
          caption={`Time taken: ${chosen}`}
          rows={trend.backups}
          keyOf={({ backupId }) => backupId}
          columns={[
            [
              'Backup',
              ({ backupId }) => (
                <a class="figure" href={runHref(trend.cluster, 'backup', backupId)}>
                  {backupId}
                </a>
              ),
            ],
            ['Started', ({ requestedAt }) => <Time at={requestedAt} zone />],
            ['Outcome', ({ outcome }) => outcome],
            ['Took', (backup) => inWords(took(backup))],
          ]}
        />
      }
    >
      <Choice name="Of" value={chosen} options={names} onChoose={(value) => (part.value = value)} />
    </ChartView>
  );
}

function inWords(seconds: number | null): string {
  return seconds === null ? '–' : duration(seconds * 1_000);
}
