import type { RetentionDecision, RetentionPreview, RetentionRun } from '#contracts';
import { call, lastRetention } from '../api/holdfast.ts';
import { runHref } from '../routing/route.ts';
import { whyNot } from '../session/permissions.ts';
import { currentUser } from '../session/session.ts';
import { plural } from '../time/format.ts';
import { Ago, Time, Zone } from '../time/time.tsx';
import { Mark } from '../ui/mark.tsx';
import { Empty, Loading, Notice, ProblemNotice } from '../ui/problem.tsx';
import { useResource } from '../ui/resource.ts';
import { SET_LOOKS, type Look } from '../ui/state.ts';
import { Table, type Column } from '../ui/table.tsx';
import { Apply } from './apply.tsx';

const VERDICTS: Record<RetentionDecision['verdict'], Look> = {
  keep: { tone: 'good', icon: 'check', word: 'stays' },
  delete: { tone: 'bad', icon: 'cross', word: 'goes' },
};

const columnsOf = (cluster: string): Column<RetentionDecision>[] => [
  {
    head: 'Set',
    class: 'name',
    cell: ({ backupId }) => (
      <a class="figure" href={runHref(cluster, 'backup', backupId)}>
        {backupId}
      </a>
    ),
  },
  { head: 'Verdict', cell: ({ verdict }) => <Mark look={VERDICTS[verdict]} /> },
  { head: 'State', cell: ({ state }) => <Mark look={SET_LOOKS[state]} /> },
  {
    head: 'Started',
    extra: <Zone />,
    cell: ({ startedAt }) =>
      startedAt === null ? (
        '–'
      ) : (
        <>
          <Time at={startedAt} />
          <span class="small block">
            <Ago at={startedAt} />
          </span>
        </>
      ),
  },
  { head: 'Why', class: 'answer', cell: ({ reasons }) => reasons.join('; ') },
];

/** What retention would do now, set by set, and why; and how to have it done. */
export function RetentionView({ cluster, changed }: { cluster: string; changed: string }) {
  const last = useResource(
    `${cluster} ${changed}`,
    () => lastRetention(cluster),
    (run) => run?.finishedAt === null,
  );
  const applied = last.data?.finishedAt ?? '';
  const { data, problem, loading, reload } = useResource(`${cluster} ${changed} ${applied}`, () =>
    call('retention.preview', { params: { cluster } }),
  );
  if (data?.policy === null)
    return (
      <section class="panel" aria-label="Retention">
        <Empty title="No retention is configured">
          No set is ever deleted by itself. Add <code>retention</code> to the cluster in holdfast.yaml.
        </Empty>
      </section>
    );
  return (
    <section class="panel" aria-labelledby="retention">
      <div class="panel-head">
        <h2 id="retention">Retention</h2>
        {data && <Policy policy={data.policy} />}
        {data && <Apply preview={data} onApplied={last.set} onClosed={reload} />}
      </div>
      {problem && <ProblemNotice problem={problem} onRetry={reload} />}
      {data === null && loading && <Loading what="what retention would do" />}
      {last.data && <LastRun run={last.data} />}
      {data?.problems.map((each) => (
        <Notice key={each} tone="warn" icon="warning">
          {each}
        </Notice>
      ))}
      {data?.decisions.length === 0 && <Empty title="There is no set to decide about" />}
      {data && data.decisions.length > 0 && (
        <Table
          caption={`What retention does with the sets of ${cluster}`}
          columns={columnsOf(cluster)}
          rows={data.decisions}
          keyOf={({ backupId }) => backupId}
        />
      )}
      {data && <p class="small">{whyNot(currentUser(), ['apply retention'])}</p>}
    </section>
  );
}

/** How far the last application came. */
function LastRun({ run: { sets, startedAt, finishedAt, by } }: { run: RetentionRun }) {
  const count = (state: string): number => sets.filter((set) => set.state === state).length;
  const failed = sets.filter(({ state }) => state === 'failed');
  const stayed = count('kept');
  return (
    <Notice
      tone={failed.length > 0 ? 'bad' : finishedAt === null ? 'info' : 'quiet'}
      icon={failed.length > 0 ? 'cross' : finishedAt === null ? 'spinner' : 'check'}
    >
      {finishedAt === null ? 'Being applied' : 'Applied last'} <Ago at={finishedAt ?? startedAt} /> by {by}:{' '}
      {count('deleted')} of {plural(sets.length, 'set')} deleted
      {stayed > 0 && `, ${stayed} stayed after all`}
      {failed.length > 0 && `, ${failed.length} failed`}.
      {failed.map(({ backupId, message }) => (
        <p key={backupId}>
          <span class="figure">{backupId}</span>: {message}
        </p>
      ))}
    </Notice>
  );
}

function Policy({ policy }: Pick<RetentionPreview, 'policy'>) {
  const rules = Object.entries(policy ?? {}).map(([name, value]) => `${name} ${value}`);
  return <p class="small">{rules.join(' · ')}</p>;
}
