import { useSignal } from '@preact/signals';
import type { Calendar } from '#contracts';
import { call } from '../api/holdfast.ts';
import { clusterHref } from '../routing/route.ts';
import { plural } from '../time/format.ts';
import { Time, Zone } from '../time/time.tsx';
import { clockText, timeText } from '../time/zone.ts';
import { Choice } from '../ui/choice.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Loading, ProblemNotice } from '../ui/problem.tsx';
import { useResource } from '../ui/resource.ts';
import { Table } from '../ui/table.tsx';
import { timelineOf, type Timeline } from './timeline.ts';
import { useWidth } from '../ui/use-width.ts';

const TIMES = { '24 hours': 24, '7 days': 7 * 24 } as const;
type Time = keyof typeof TIMES;
const CHOICES = Object.keys(TIMES) as Time[];
/** Rows of a table at first: a schedule each minute has thousands. */
const LISTED = 100;

type Engine = Calendar['engines'][number];

/** What is planned on all clusters, and where it collides. */
export function CalendarPage() {
  const time = useSignal<Time>('24 hours');
  const { data, problem, reload } = useResource(time.value, () =>
    call('calendar.read', { query: { hours: TIMES[time.value] } }),
  );
  return (
    <Page
      title="Calendar"
      aside={
        <Choice name="Next" value={time.value} options={CHOICES} onChoose={(value) => (time.value = value)} />
      }
    >
      {problem && <ProblemNotice problem={problem} onRetry={reload} />}
      {data === null && !problem && <Loading what="what is planned" />}
      {data?.engines.length === 0 && (
        <Empty title="Nothing is planned in this time">
          Configure clusters[].schedules, or resume a schedule that is paused.
        </Empty>
      )}
      {data?.truncated === true && (
        <p class="small">More is planned than is shown: some schedules run very often.</p>
      )}
      {data?.engines.map((engine) => (
        <EngineView key={engine.clusters.join(' ')} engine={engine} from={data.from} to={data.to} />
      ))}
    </Page>
  );
}

function EngineView({ engine, from, to }: { engine: Engine; from: string; to: string }) {
  const { clusters, planned, overlaps } = engine;
  return (
    <section class="panel" aria-label={`Search engine of ${clusters.join(', ')}`}>
      <div class="panel-head">
        <h2>
          {clusters.length === 1 ? clusters[0] : `One search engine, ${plural(clusters.length, 'cluster')}`}
        </h2>
        {overlaps.length > 0 && (
          <p class="tone-warn">
            <Icon name="warning" /> {plural(overlaps.length, 'collision')}
          </p>
        )}
      </div>
      <TimelineView engine={engine} from={Date.parse(from)} to={Date.parse(to)} />
      {overlaps.length > 0 && (
        <Table
          caption="Collisions"
          rows={overlaps.slice(0, LISTED)}
          keyOf={(overlap) => overlap.from}
          columns={[
            { head: 'From', extra: <Zone />, cell: (overlap) => <Time at={overlap.from} /> },
            { head: 'Until', cell: (overlap) => <Time at={overlap.until} /> },
            {
              head: 'Runs at the same time',
              cell: ({ runs }) => runs.map(({ cluster, schedule }) => `${cluster} ${schedule}`).join(', '),
            },
          ]}
        />
      )}
      <details class="chart-table">
        <summary>{plural(planned.length, 'planned run')} as a table</summary>
        <Table
          caption="Planned runs"
          rows={planned.slice(0, LISTED)}
          keyOf={({ cluster, schedule, at }) => `${cluster} ${schedule} ${at}`}
          columns={[
            { head: 'Planned', extra: <Zone />, cell: ({ at }) => <Time at={at} /> },
            {
              head: 'Cluster',
              class: 'name',
              cell: ({ cluster }) => <a href={clusterHref(cluster, 'schedules')}>{cluster}</a>,
            },
            { head: 'Schedule', cell: ({ schedule }) => schedule },
            { head: 'Ends, as usual', cell: ({ until }) => <Time at={until} short /> },
          ]}
        />
        {planned.length > LISTED && <p class="small">The first {LISTED} are listed.</p>}
      </details>
    </section>
  );
}

function TimelineView({ engine, from, to }: { engine: Engine; from: number; to: number }) {
  const { frame, width } = useWidth();
  const titleOf = ({ cluster, schedule, at }: Engine['planned'][number]): string =>
    `${cluster} ${schedule}, ${timeText(at)}`;
  return (
    <div ref={frame} class="calendar">
      {width > 0 && (
        <Drawing
          timeline={timelineOf(engine, { from, to, width }, titleOf)}
          label={`Planned runs of ${engine.clusters.join(', ')}: the table below lists them.`}
        />
      )}
    </div>
  );
}

function Drawing({ timeline, label }: { timeline: Timeline; label: string }) {
  const { width, height, left, rows, overlaps, ticks } = timeline;
  const isDays = ticks.length > 1 && (ticks[1]?.at ?? 0) - (ticks[0]?.at ?? 0) >= 86_400_000;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {overlaps.map(({ x, width: wide }) => (
        <rect key={x} class="calendar-overlap" x={x} y={18} width={wide} height={height - 18} />
      ))}
      {ticks.map(({ x, at }) => {
        const time = new Date(at).toISOString();
        return (
          <g key={at}>
            <line class="chart-grid" x1={x} x2={x} y1={18} y2={height} />
            <text class="chart-tick" x={x} y={12} text-anchor={x > width - 30 ? 'end' : 'middle'}>
              {isDays ? timeText(time).slice(5, 10) : clockText(time).slice(0, 5)}
            </text>
          </g>
        );
      })}
      {rows.map(({ cluster, y, bars }) => (
        <g key={cluster}>
          <text class="gantt-name" x={left - 12} y={y + 16} text-anchor="end">
            {cluster.length > 22 ? `${cluster.slice(0, 21)}…` : cluster}
          </text>
          {bars.map(({ x, width: wide, title }) => (
            <rect key={x} class="calendar-run" x={x} y={y + 5} width={wide} height={14} rx="3">
              <title>{title}</title>
            </rect>
          ))}
        </g>
      ))}
    </svg>
  );
}
