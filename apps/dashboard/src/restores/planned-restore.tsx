import { useSignal } from '@preact/signals';
import type { Restore } from '#contracts';
import { call } from '../api/holdfast.ts';
import { whyNot } from '../session/permissions.ts';
import { allowed, currentUser } from '../session/session.ts';
import { plural } from '../time/format.ts';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Notice } from '../ui/problem.tsx';
import { useTask } from '../ui/task.ts';
import { planText } from './plan-text.ts';
import { RestorePlanView } from './plan-view.tsx';

/** A plan that has not run yet: to be read, then confirmed by the name of the cluster. */
export function PlannedRestore({ restore, onBegun }: { restore: Restore; onBegun: () => void }) {
  const { plan, runnable, cluster } = restore;
  const failed = plan.checks.filter((check) => !check.ok).length;
  return (
    <>
      <section class="panel" aria-label="Plan">
        <div class="panel-head">
          <p>
            This is a plan: nothing changes until you run it. It is kept for one day. If the plan would be
            different by then, Holdfast refuses to run it.
          </p>
          {runnable && <RunRestore restore={restore} onBegun={onBegun} />}
        </div>
        {!runnable && (
          <Notice tone="warn" icon="stop">
            It cannot be run: {plural(failed, 'check')} failed. Fix what they name, then plan it again.
          </Notice>
        )}
        {whyNot(currentUser(), ['run, cancel and confirm restores'])}
        <DownloadPlan restore={restore} />
      </section>
      <div class="panel plan" aria-label={`Plan of a restore of ${cluster}`} role="group">
        <RestorePlanView plan={plan} cluster={cluster} />
      </div>
    </>
  );
}

/** The plan as text, for a change ticket. */
function DownloadPlan({ restore }: { restore: Restore }) {
  const download = (): void => {
    const address = URL.createObjectURL(new Blob([planText(restore)], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `restore-${restore.cluster}-${restore.restoreId ?? 'plan'}.txt`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return <Button onPress={download}>Download the plan as text</Button>;
}

function RunRestore({ restore, onBegun }: { restore: Restore; onBegun: () => void }) {
  const open = useSignal(false);
  const typed = useSignal('');
  const task = useTask();
  const { cluster, restoreId, backupId, plan } = restore;
  if (restoreId === null || !allowed('run, cancel and confirm restores')) return null;
  const begin = (): void =>
    task.start(async () => {
      await call('restore.run', { params: { cluster, id: restoreId }, body: { hash: plan.hash } });
      announce(`Restore ${restoreId} of ${cluster} was accepted`);
      open.value = false;
      onBegun();
    });
  return (
    <>
      <Button kind="danger" onPress={() => (open.value = true)}>
        Run this restore …
      </Button>
      {open.value && (
        <Confirm
          title={`Restore ${cluster} from set ${backupId}?`}
          action="Run the restore"
          danger
          ready={typed.value === cluster}
          task={task}
          onConfirm={begin}
          onClose={() => {
            open.value = false;
            typed.value = '';
            task.forget();
          }}
        >
          <p>
            Camunda is stopped, {plural(plan.deletes.length, 'index is', 'indices are')} deleted, and
            everything since the set was taken is lost. After a failure Camunda stays stopped.
          </p>
          <label class="field">
            <span>
              Type the name of the cluster, <strong>{cluster}</strong>, to confirm
            </span>
            <input
              type="text"
              autocomplete="off"
              spellcheck={false}
              value={typed.value}
              onInput={({ currentTarget: { value } }) => (typed.value = value)}
            />
          </label>
        </Confirm>
      )}
    </>
  );
}
