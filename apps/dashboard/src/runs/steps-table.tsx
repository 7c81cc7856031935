import type { Run } from '#contracts';
import { now } from '../time/clock.ts';
import { duration, ticking } from '../time/format.ts';
import { Time, Zone } from '../time/time.tsx';
import { Mark } from '../ui/mark.tsx';
import { lookOfStep } from '../ui/state.ts';
import { Table, type Column } from '../ui/table.tsx';

type Step = Run['steps'][number];

const columnsOf = (shownAbove: string | null): Column<Step>[] => [
  { head: 'Step', class: 'name', cell: ({ name }) => <span class="figure">{name}</span> },
  { head: 'State', cell: (step) => <Mark look={lookOfStep(step)} /> },
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
    cell: (step) => <LastAnswer step={step} shownAbove={shownAbove} />,
  },
];

function took({ state, startedAt, finishedAt }: Step): string {
  if (startedAt === null) return '–';
  if (finishedAt !== null) return duration(Date.parse(finishedAt) - Date.parse(startedAt));
  return state === 'running' ? ticking(now.value - Date.parse(startedAt)) : '–';
}

/** What a run failed for is shown once, above the table. */
function LastAnswer({
  step: { failure, lastAnswer },
  shownAbove,
}: {
  step: Step;
  shownAbove: string | null;
}) {
  if (failure === null) return <>{lastAnswer ?? '–'}</>;
  if (failure.code === 'cancelled') return <>{failure.message}</>;
  if (failure.message === shownAbove)
    return <span class="tone-bad">{failure.code}: see “Why it failed”</span>;
  return <span class="tone-bad">{failure.message}</span>;
}

interface StepsTableProps {
  steps: readonly Step[];
  title: string;
  /** Why the run ended, as it is shown above; null where nothing is. */
  shownAbove: string | null;
}

/** Every step in words: what the drawing shows, and the component's last answer. */
export function StepsTable({ steps, title, shownAbove }: StepsTableProps) {
  return (
    <Table
      caption={`Steps of ${title}`}
      columns={columnsOf(shownAbove)}
      rows={steps}
      keyOf={({ name }) => name}
    />
  );
}
