import { useSignal } from '@preact/signals';
import type { RetentionDecision, RetentionPreview, RetentionRun } from '#contracts';
import { holdfast } from '../api/holdfast.ts';
import { runHref } from '../routing/route.ts';
import { whyNot } from '../session/permissions.ts';
import { allowed, currentUser } from '../session/session.ts';
import { plural } from '../time/format.ts';
import { Ago, Time, Zone } from '../time/time.tsx';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Mark } from '../ui/mark.tsx';
import { Empty, Loading, Notice, ProblemNotice } from '../ui/problem.tsx';
import { useResource } from '../ui/resource.ts';
import { SET_LOOKS, type Look } from '../ui/state.ts';
import { Table, type Column } from '../ui/table.tsx';
import { useTask } from '../ui/task.ts';

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
    head: 'Taken',
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
  { head: 'Why', class: 'said', cell: ({ reasons }) => reasons.join('; ') },
];

/** What retention would do now, set by set, and why; and how to have it done. */
export function RetentionView({ cluster, changed }: { cluster: string; changed: string }) {
  const { data, problem, loading, reload } = useResource(`${cluster} ${changed}`, () =>
    holdfast.retention(cluster),
  );
  const last = useResource(`${cluster} ${changed}`, () => holdfast.lastRetention(cluster));
  return (
    <section class="panel" aria-labelledby="retention">
      <div class="panel-head">
        <h2 id="retention">Retention</h2>
        {data && <Policy policy={data.policy} />}
        {data && <Apply preview={data} onApplied={last.set} />}
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
  return (
    <Notice
      tone={failed.length > 0 ? 'bad' : finishedAt === null ? 'info' : 'quiet'}
      icon={failed.length > 0 ? 'cross' : finishedAt === null ? 'spinner' : 'check'}
    >
      {finishedAt === null ? 'Being applied' : 'Applied last'} <Ago at={finishedAt ?? startedAt} /> by {by}:{' '}
      {count('deleted')} of {plural(sets.length, 'set')} deleted
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
  return (
    <p class="small">{rules.length === 0 ? 'no retention is configured: nothing goes' : rules.join(', ')}</p>
  );
}

interface ApplyProps {
  preview: RetentionPreview;
  onApplied: (run: RetentionRun) => void;
}

function Apply({ preview, onApplied }: ApplyProps) {
  const open = useSignal(false);
  const task = useTask();
  const { cluster, decisions, hash, problems, policy } = preview;
  const doomed = decisions.filter(({ verdict }) => verdict === 'delete');
  if (!allowed('apply retention') || policy === null) return null;
  const apply = (): void =>
    task.start(async () => {
      onApplied(await holdfast.applyRetention(cluster, { hash }));
      announce(`Retention of ${cluster} began to delete ${plural(doomed.length, 'set')}`);
      open.value = false;
    });
  return (
    <>
      <Button
        kind="danger"
        disabled={doomed.length === 0 || problems.length > 0}
        onPress={() => (open.value = true)}
      >
        {doomed.length === 0 ? 'Nothing to delete' : `Delete ${plural(doomed.length, 'set')} …`}
      </Button>
      {open.value && (
        <Confirm
          title={`Delete ${plural(doomed.length, 'set')} of ${cluster}?`}
          action="Apply retention"
          danger
          task={task}
          onConfirm={apply}
          onClose={() => {
            open.value = false;
            task.forget();
          }}
        >
          <p>
            They are deleted one after the other, each under the lock of the cluster, and do not come back:
          </p>
          <ul class="doomed">
            {doomed.map(({ backupId, startedAt }) => (
              <li key={backupId}>
                <span class="figure">{backupId}</span> {startedAt !== null && <Ago at={startedAt} />}
              </li>
            ))}
          </ul>
          <p class="small">
            What you read is what is done: hash <span class="figure">{hash.slice(0, 12)}</span>
          </p>
        </Confirm>
      )}
    </>
  );
}
