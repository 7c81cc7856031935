import { useSignal } from '@preact/signals';
import type { Backup } from '#contracts';
import { call } from '../api/holdfast.ts';
import { goTo } from '../routing/navigation.ts';
import { runHref } from '../routing/route.ts';
import { allowed } from '../session/session.ts';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/problem.tsx';
import { useTask } from '../ui/task.ts';
import { AdoptSet } from './adopt-set.tsx';
import { DeleteSet } from './delete-set.tsx';

interface SetActionsProps {
  backup: Backup;
  onChange: () => void;
}

/** What can be done to a set, for who may. */
export function SetActions({ backup, onChange }: SetActionsProps) {
  const task = useTask();
  const deleting = useSignal(false);
  const adopting = useSignal(false);
  const { cluster, backupId, set } = backup;
  if (set === null || set.state === 'running') return null;
  const params = { cluster, id: backupId };
  const verify = async (): Promise<void> => {
    const { ok } = await call('backup.verify', { params });
    announce(`Set ${backupId} was verified: ${ok ? 'everything is there' : 'something is wrong with it'}`);
    onChange();
  };
  const mark = async (): Promise<void> => {
    await call(set.kept ? 'backup.release' : 'backup.keep', { params });
    announce(`Set ${backupId} is ${set.kept ? 'released' : 'kept'}`);
    onChange();
  };
  const plan = async (): Promise<void> => {
    const { restoreId } = await call('restore.plan', { params: { cluster }, body: { backupId } });
    if (restoreId !== null) goTo(runHref(cluster, 'restore', restoreId));
  };
  const button = (words: string, what: string, work: () => Promise<void>) => (
    <Button kind="link" busy={task.busy} onPress={() => task.start(work)} label={`${what} ${backupId}`}>
      {words}
    </Button>
  );
  return (
    <div class="row-actions">
      {allowed('verify sets') && button('Verify', 'Verify set', verify)}
      {allowed('keep and release sets') &&
        (set.kept ? button('Release', 'Release set', mark) : button('Keep', 'Keep set', mark))}
      {allowed('plan restores') && button('Plan restore', 'Plan restore of set', plan)}
      {set.foreign && allowed('adopt sets') && (
        <Button kind="link" onPress={() => (adopting.value = true)} label={`Adopt set ${backupId}`}>
          Adopt
        </Button>
      )}
      {!set.foreign && allowed('delete sets') && (
        <Button kind="link" onPress={() => (deleting.value = true)} label={`Delete set ${backupId}`}>
          Delete
        </Button>
      )}
      {task.busy && <span class="small">working …</span>}
      {task.problem && <ProblemNotice problem={task.problem} />}
      {adopting.value && (
        <AdoptSet backup={backup} onClose={() => (adopting.value = false)} onChange={onChange} />
      )}
      {deleting.value && <DeleteSet backup={backup} onClose={() => (deleting.value = false)} />}
    </div>
  );
}
