import type { Silence } from '#contracts';
import { call } from '../api/holdfast.ts';
import { clusterHref } from '../routing/route.ts';
import { allowed } from '../session/session.ts';
import { Time, Zone } from '../time/time.tsx';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/problem.tsx';
import { useResource } from '../ui/resource.ts';
import { Table, type Column } from '../ui/table.tsx';
import { useTask } from '../ui/task.ts';

/** The silences that are in force. @param changed read again when it changes */
export function Silences({ changed }: { changed: string }) {
  const { data, problem, reload } = useResource(changed, () => call('silence.list'));
  const task = useTask();
  const end = ({ cluster, id }: Silence): void =>
    task.start(async () => {
      await call('silence.end', { params: { cluster, id } });
      announce(`A silence of ${cluster} was ended`);
      reload();
    });
  const shown = problem ?? task.problem;
  if (shown === null && (data === null || data.items.length === 0)) return null;
  return (
    <section class="panel" aria-labelledby="silences">
      <h2 id="silences">Silences</h2>
      {shown && <ProblemNotice problem={shown} onRetry={reload} />}
      {data !== null && data.items.length > 0 && (
        <Table
          caption="Silences in force"
          rows={data.items}
          keyOf={({ cluster, id }) => `${cluster} ${id}`}
          columns={columnsOf(end, task.busy)}
        />
      )}
    </section>
  );
}

function columnsOf(end: (silence: Silence) => void, busy: boolean): Column<Silence>[] {
  return [
    {
      head: 'Cluster',
      class: 'name',
      cell: ({ cluster }) => <a href={clusterHref(cluster)}>{cluster}</a>,
    },
    {
      head: 'Alerts',
      cell: ({ kind, subject }) =>
        kind === null ? 'all' : `${kind}${subject === null ? '' : ` (${subject})`}`,
    },
    { head: 'Until', extra: <Zone />, cell: ({ until }) => <Time at={until} /> },
    { head: 'By', cell: ({ by }) => by },
    { head: 'Note', cell: ({ note }) => (note === '' ? '–' : note) },
    {
      head: 'Action',
      cell: (silence) =>
        allowed('acknowledge and silence alerts') ? (
          <Button busy={busy} onPress={() => end(silence)} label={`End the silence of ${silence.cluster}`}>
            End it now
          </Button>
        ) : (
          '–'
        ),
    },
  ];
}
