import type { Run } from '#contracts';
import { now } from '../time/clock.ts';
import { duration, ticking } from '../time/format.ts';
import { Time, Zone } from '../time/time.tsx';
import { Mark } from '../ui/mark.tsx';
import { STEP_LOOKS } from '../ui/state.ts';
import { Table, type Column } from '../ui/table.tsx';

type Step = Run['steps'][number];

const COLUMNS: Column<Step>[] = [
  { head: 'Step', class: 'name', cell: ({ name }) => <span class="figure">{name}</span> },
  { head: 'State', cell: ({ state }) => <Mark look={STEP_LOOKS[state]} /> },
  {
    head: 'Started',
    extra: <Zone />,
    cell: ({ startedAt }) => (startedAt === null ? '–' : <Time at={startedAt} short />),
  },
  { head: 'Took', numeric: true, cell: took },
  {
    head: 'Parts',
    numeric: true,
    cell: ({ done, total }) => (done === null && total === null ? '–' : `${done ?? 0} of ${total ?? '?'}`),
  },
  { head: 'Attempts', numeric: true, cell: ({ attempts }) => attempts },
  {
    head: 'Last answer',
    class: 'answer',
    cell: ({ failure, lastAnswer }) =>
      failure === null ? (lastAnswer ?? '–') : <span class="tone-bad">{failure.message}</span>,
  },
];

function took({ state, startedAt, finishedAt }: Step): string {
  if (startedAt === null) return '–';
  if (finishedAt !== null) return duration(Date.parse(finishedAt) - Date.parse(startedAt));
  return state === 'running' ? ticking(now.value - Date.parse(startedAt)) : '–';
}

/** Every step in words: what the drawing shows, and the component's last answer. */
export function StepsTable({ steps, title }: { steps: readonly Step[]; title: string }) {
  return <Table caption={`Steps of ${title}`} columns={COLUMNS} rows={steps} keyOf={({ name }) => name} />;
}
