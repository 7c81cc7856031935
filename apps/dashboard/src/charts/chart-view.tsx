import type { ComponentChildren } from 'preact';
import { chartOf, type ChartInput, type Drawn } from './chart.ts';
import type { Unit } from './scale.ts';
import { wordsOf } from './words.ts';
import { useWidth } from '../ui/use-width.ts';

interface ChartProps extends Omit<ChartInput, 'width'> {
  title: string;
  /** What the picture says, in one sentence: it is read out in its place. */
  summary: string;
  /** In words, where the limit is drawn. */
  limitName?: string;
  /** The numbers behind the picture. */
  table: ComponentChildren;
  children?: ComponentChildren;
}

/** A picture of values over time, with a sentence and a table that say the same. */
export function ChartView({ title, summary, table, limitName = 'limit', children, ...input }: ChartProps) {
  const { frame, width } = useWidth();
  const chart = width === 0 ? null : chartOf({ ...input, width });
  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>
        <p class="small">{summary}</p>
      </figcaption>
      {children}
      <div ref={frame} class="chart-frame">
        {chart && (
          <Picture chart={chart} unit={input.unit} label={`${title}. ${summary}`} limitName={limitName} />
        )}
      </div>
      {input.series.length > 1 && <Legend series={input.series} />}
      <details class="chart-table">
        <summary>Show as a table</summary>
        {/* What scrolls must be reachable by the keyboard. */}
        <div class="chart-scroll" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
          {table}
        </div>
      </details>
    </figure>
  );
}

function Legend({ series }: Pick<ChartInput, 'series'>) {
  return (
    <ul class="legend" aria-label="Colours">
      {series.map(({ name, tone }) => (
        <li key={name}>
          <span class={`swatch chart-${tone}`} aria-hidden="true" /> {name}
        </li>
      ))}
    </ul>
  );
}

interface PictureProps {
  chart: Drawn;
  unit: Unit;
  label: string;
  limitName: string;
}

function Picture({ chart, unit, label, limitName }: PictureProps) {
  const { width, height, plot, values, times, lines, limit } = chart;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {values.map(({ y, value }) => (
        <g key={value}>
          <line class="chart-grid" x1={plot.left} x2={plot.right} y1={y} y2={y} />
          <text class="chart-tick" x={plot.left - 8} y={y + 4} text-anchor="end">
            {wordsOf(value, unit)}
          </text>
        </g>
      ))}
      {times.map(({ x, label: text, anchor }) => (
        <text key={text} class="chart-tick" x={x} y={plot.bottom + 17} text-anchor={anchor}>
          {text}
        </text>
      ))}
      {lines.map(
        ({ name, tone, area }) => area && <path key={name} class={`chart-area chart-${tone}`} d={area} />,
      )}
      {lines.map(({ name, tone, path, dots }) => (
        <g key={name} class={`chart-${tone}`}>
          <path class="chart-line" d={path} />
          {dots.map(({ x, y }) => (
            <circle key={x} class="chart-dot" cx={x} cy={y} r="2.5" />
          ))}
        </g>
      ))}
      {limit && (
        <g>
          <line class="chart-limit" x1={plot.left} x2={plot.right} y1={limit.y} y2={limit.y} />
          <text class="chart-limit-name" x={plot.right} y={limit.y + 14} text-anchor="end">
            {limitName}
          </text>
        </g>
      )}
    </svg>
  );
}
