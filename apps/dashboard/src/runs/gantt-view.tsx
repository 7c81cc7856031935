import { now } from '../time/clock.ts';
import { duration } from '../time/format.ts';
import { ganttOf, type Gantt, type GanttRow } from './gantt.ts';
import { preflightEnd, type Journal } from './journal.ts';
import { lookOfStep } from '../ui/state.ts';
import type { RunView } from './run-view.ts';
import { useWidth } from '../ui/use-width.ts';

interface GanttProps {
  run: RunView;
  journal: Journal;
  budgetSeconds: number | null;
}

/** The steps of a run as a drawing over time. The table below it says the same in words. */
export function GanttView({ run, journal, budgetSeconds }: GanttProps) {
  const { frame, width } = useWidth();
  const ends = run.phase === 'done' ? Date.parse(run.finishedAt ?? run.requestedAt) : now.value;
  const gantt =
    width === 0
      ? null
      : ganttOf({
          run,
          preflightEnd: preflightEnd(journal),
          journal,
          now: ends,
          width,
          budgetSeconds: run.exporting === null ? null : budgetSeconds,
        });
  return (
    <div ref={frame} class="gantt">
      {gantt && <Drawing gantt={gantt} label={summaryOf(run, ends)} />}
    </div>
  );
}

function summaryOf(run: RunView, ends: number): string {
  const took = duration(ends - Date.parse(run.requestedAt));
  const states = run.steps.map((step) => `${step.name} ${lookOfStep(step).word}`).join(', ');
  return `Timeline of ${run.title}, ${took}: ${states}. The table below gives every time.`;
}

function Drawing({ gantt, label }: { gantt: Gantt; label: string }) {
  const { width, height, plot, ticks, rows, pause, budget } = gantt;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" class="gantt-hatch" />
        </pattern>
      </defs>
      {pause && (
        <g>
          <rect
            class="gantt-pause"
            x={pause.x}
            y={plot.top}
            width={pause.width}
            height={plot.bottom - plot.top}
          />
          <text class="gantt-pause-label" x={pause.labelX} y={plot.bottom + 16} text-anchor={pause.anchor}>
            {pause.label}
          </text>
        </g>
      )}
      {ticks.map(({ x, label: text }, index) => (
        <g key={text}>
          <line class="gantt-grid" x1={x} x2={x} y1={plot.top - 4} y2={plot.bottom} />
          <text
            class="gantt-tick"
            x={x}
            y={plot.top - 9}
            text-anchor={index === 0 ? 'start' : x > plot.right - 20 ? 'end' : 'middle'}
          >
            {text}
          </text>
        </g>
      ))}
      {rows.map((row) => (
        <Row key={row.name} row={row} gantt={gantt} />
      ))}
      {budget && (
        <line class="gantt-budget" x1={budget.x} x2={budget.x} y1={plot.top} y2={plot.bottom}>
          <title>end of the pause budget</title>
        </line>
      )}
    </svg>
  );
}

function Row({ row, gantt: { stacked, rowHeight, plot } }: { row: GanttRow; gantt: Gantt }) {
  const { name, state, y, bar, note, marks } = row;
  const barHeight = 14;
  const barY = stacked ? y + 21 : y + (rowHeight - barHeight) / 2;
  const base = barY + barHeight - 3;
  return (
    <g class={`gantt-row gantt-${state}`}>
      <line
        class="gantt-line"
        x1={stacked ? plot.left : 0}
        x2={plot.right}
        y1={y + rowHeight}
        y2={y + rowHeight}
      />
      {stacked ? (
        <text class="gantt-name" x={plot.left} y={y + 15}>
          {name}
        </text>
      ) : (
        <text class="gantt-name" x={plot.left - 14} y={base} text-anchor="end">
          {name}
        </text>
      )}
      {bar && <rect class="gantt-bar" x={bar.x} y={barY} width={bar.width} height={barHeight} rx="3" />}
      {bar && state === 'failed' && (
        <rect fill="url(#hatch)" x={bar.x} y={barY} width={bar.width} height={barHeight} rx="3" />
      )}
      {!bar && (
        <text class="gantt-note" x={plot.left + 4} y={base}>
          {state}
        </text>
      )}
      {note && (
        <text class="gantt-note" x={note.x} y={base} text-anchor={note.anchor}>
          {note.text}
        </text>
      )}
      {marks.map(({ id, x, title }) => (
        <path key={id} class="gantt-mark" d={`M${x} ${barY - 6}l6.5 10h-13z`}>
          <title>{title}</title>
        </path>
      ))}
    </g>
  );
}
