import { useSignal } from '@preact/signals';
import { nameOf, type RunKind } from '#domain';
import { call } from '../api/holdfast.ts';
import { allowed } from '../session/session.ts';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useTask } from '../ui/task.ts';
import type { RunView } from './run-view.ts';

const WORDS: Record<Exclude<RunKind, 'deletion'>, string> = {
  backup:
    'No further step starts. What the components have already started continues there, but belongs to no complete set. If exporting is paused it is resumed and read back, and only then the run ends as cancelled.',
  restore:
    'No further step starts. What was deleted stays deleted, and Camunda stays stopped: on half of its data it would do harm. To continue, plan and run another restore.',
};

/** Stops a run at its next step, after a permitted user has confirmed it. A deletion cannot be cancelled. */
export function Cancel({ run, onCancelled }: { run: RunView; onCancelled: () => void }) {
  const open = useSignal(false);
  const task = useTask();
  const { kind } = run;
  if (kind === 'deletion' || run.phase === 'done') return null;
  if (!allowed(kind === 'backup' ? 'cancel backups' : 'run, cancel and confirm restores')) return null;
  const cancel = (): void =>
    task.start(async () => {
      await call(`${kind}.cancel`, { params: { cluster: run.cluster, id: run.number } });
      announce(`${run.title} was asked to stop`);
      open.value = false;
      onCancelled();
    });
  const asked = run.cancelRequestedAt !== null;
  return (
    <>
      <Button kind="danger" disabled={asked} onPress={() => (open.value = true)}>
        {asked ? 'Cancelling …' : `Cancel ${kind}`}
      </Button>
      {open.value && (
        <Confirm
          title={`Cancel ${nameOf(run)} of ${run.cluster}?`}
          action={`Cancel ${kind}`}
          danger
          task={task}
          onConfirm={cancel}
          onClose={() => {
            open.value = false;
            task.forget();
          }}
        >
          <p>{WORDS[kind]}</p>
        </Confirm>
      )}
    </>
  );
}
