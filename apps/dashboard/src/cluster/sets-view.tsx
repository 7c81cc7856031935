import type { Backup, BackupList } from '#contracts';
import { backupStateOf, runOriginText } from '#domain';
import { call, page } from '../api/holdfast.ts';
import { runHref } from '../routing/route.ts';
import { Verified } from '../runs/set-panel.tsx';
import { whyNot } from '../session/permissions.ts';
import { currentUser } from '../session/session.ts';
import { bytes } from '../time/format.ts';
import { Ago, Time, Zone } from '../time/time.tsx';
import { Icon } from '../ui/icon.tsx';
import { Choice } from '../ui/choice.tsx';
import { Mark } from '../ui/mark.tsx';
import { Empty, Loading, Notice, ProblemNotice } from '../ui/problem.tsx';
import { DELETED, GONE, lookOfRun, PART_LOOKS, SET_LOOKS, type Look } from '../ui/state.ts';
import { Table, type Column } from '../ui/table.tsx';
import { asked, SET_FILTERS, type SetFilter } from './filters.ts';
import { More } from './more.tsx';
import { usePages } from './pages.ts';
import { SetActions } from './set-actions.tsx';
import { useChoice } from './use-choice.ts';

const columnsOf = (onChange: () => void): Column<Backup>[] => [
  {
    head: 'Set',
    class: 'name',
    cell: ({ cluster, backupId }) => (
      <a class="figure" href={runHref(cluster, 'backup', backupId)}>
        {backupId}
      </a>
    ),
  },
  { head: 'State', cell: State },
  { head: 'Parts', cell: Parts },
  { head: 'Size', numeric: true, cell: ({ set }) => bytes(set?.sizeBytes ?? null) },
  {
    head: 'Started',
    extra: <Zone />,
    cell: Started,
  },
  { head: 'Verified', cell: ({ set }) => (set === null ? '–' : <Verified set={set} />) },
  { head: 'Actions', cell: (backup) => <SetActions backup={backup} onChange={onChange} /> },
];

function Started({ set, run }: Backup) {
  const at = set?.startedAt ?? run?.requestedAt ?? null;
  if (at === null) return '–';
  return (
    <>
      <Time at={at} />
      <span class="small block">
        <Ago at={at} />
      </span>
    </>
  );
}

/** A set that was deleted is not as good as its run was. */
function State({ cluster, set, run, deleted }: Backup) {
  if (deleted !== null) return <Deleted cluster={cluster} deleted={deleted} />;
  return (
    <>
      <Mark look={lookOf({ run, set, deleted })} />
      {set?.kept && (
        <span class="small block strong">
          <Icon name="star" /> kept
        </span>
      )}
      {set === null && (run === null || run.phase === 'done') && (
        <span class="small block">no part of it exists</span>
      )}
    </>
  );
}

/** By the word that the filter goes by. */
function lookOf(backup: Pick<Backup, 'run' | 'set' | 'deleted'>): Look {
  const { run, set } = backup;
  const state = backupStateOf(backup);
  if ((state === 'rejected' || state === 'cancelled') && run !== null) return lookOfRun(run);
  return set !== null ? SET_LOOKS[set.state] : run !== null ? lookOfRun(run) : GONE;
}

function Deleted({ cluster, deleted }: { cluster: string; deleted: NonNullable<Backup['deleted']> }) {
  const { deletionId, at, origin } = deleted;
  return (
    <>
      <Mark look={DELETED} />
      <span class="small block">
        <a href={runHref(cluster, 'deletion', deletionId)}>
          <Ago at={at} />
        </a>{' '}
        by {runOriginText(origin)}
      </span>
    </>
  );
}

function Parts({ set }: Backup) {
  if (set === null) return '–';
  if (set.parts.every(({ state }) => state === 'complete')) {
    const names = set.parts.map(({ component }) => component).join(', ');
    return (
      <span class="small tone-good" title={names}>
        <Icon name="check" /> all {set.parts.length}
        <span class="unseen"> are complete: {names}</span>
      </span>
    );
  }
  return (
    <ul class="part-marks">
      {set.parts.map(({ component, state, message }) => (
        <li
          key={component}
          class={`tone-${PART_LOOKS[state].tone}`}
          title={`${component}: ${state}, ${message}`}
        >
          <Icon name={PART_LOOKS[state].icon} /> {component}
          <span class="unseen"> {PART_LOOKS[state].word}</span>
        </li>
      ))}
    </ul>
  );
}

/** Every set of a cluster, also foreign ones. */
export function SetsView({ cluster, changed }: { cluster: string; changed: string }) {
  const filter = useChoice('state', SET_FILTERS);
  const pages = usePages<Backup, BackupList>(`${cluster} ${filter.value} ${changed}`, (cursor) =>
    call('backup.list', { params: { cluster }, query: { ...page(cursor), ...asked('state', filter.value) } }),
  );
  const note = whyNot(currentUser(), [
    'verify sets',
    'keep and release sets',
    'plan restores',
    'delete sets',
  ]);
  if (pages.answer === null)
    return pages.problem ? (
      <ProblemNotice problem={pages.problem} onRetry={pages.reload} />
    ) : (
      <Loading what="the sets" />
    );
  return (
    <section class="panel" aria-labelledby="sets">
      <div class="panel-head">
        <h2 id="sets">Backup sets</h2>
        <Choice name="State" value={filter.value} options={SET_FILTERS} onChoose={filter.choose} />
      </div>
      {pages.problem && <ProblemNotice problem={pages.problem} onRetry={pages.reload} />}
      {pages.answer.catalogue.problems.map((problem) => (
        <Notice key={problem} tone="warn" icon="warning">
          {problem}
        </Notice>
      ))}
      {pages.items.length === 0 && isWide(filter.value) && !pages.more && (
        <Empty title="No backup yet">Press “Back up now”, or let a schedule take one.</Empty>
      )}
      {pages.items.length === 0 && !isWide(filter.value) && !pages.more && !pages.loading && (
        <Empty title={`No set is ${filter.value}`} />
      )}
      {pages.items.length > 0 && (
        <Table
          caption={`Backup sets of ${cluster}`}
          columns={columnsOf(pages.reload)}
          rows={pages.items}
          keyOf={({ backupId }) => backupId}
        />
      )}
      {(pages.items.length > 0 || pages.more) && <More pages={pages} one="set" />}
      {note !== null && <p class="small">{note}</p>}
    </section>
  );
}

/** Whether a filter leaves out nothing that a person would miss. */
function isWide(filter: SetFilter): boolean {
  return filter === 'all' || filter === 'not deleted';
}
