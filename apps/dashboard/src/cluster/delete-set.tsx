import { useSignal } from '@preact/signals';
import type { Backup } from '#contracts';
import { nameOf } from '#domain';
import { call } from '../api/holdfast.ts';
import { goTo } from '../routing/navigation.ts';
import { runHref } from '../routing/route.ts';
import { capital, plural } from '../time/format.ts';
import { announce } from '../ui/announce.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useTask } from '../ui/task.ts';

/** Refusals that a user may overrule. */
const OVERRULED = ['set-kept', 'last-complete-set'];

/** Asks before a set is deleted for good. Force is offered only after Holdfast refused, with its reason on the screen. */
export function DeleteSet({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const { cluster, backupId, set } = backup;
  const task = useTask();
  const force = useSignal(false);
  const refused = task.problem !== null && OVERRULED.includes(task.problem.kind);
  const snapshots = set?.parts.reduce((sum, part) => sum + part.snapshots.length, 0) ?? 0;
  const remove = (): void =>
    task.start(async () => {
      const query = { force: force.value ? 'true' : 'false' } as const;
      const deletion = await call('backup.delete', { params: { cluster, id: backupId }, query });
      announce(`${capital(nameOf(deletion))} of set ${backupId} was accepted`);
      onClose();
      goTo(runHref(cluster, 'deletion', deletion.number));
    });
  return (
    <Confirm
      title={`Delete set ${backupId} of ${cluster}?`}
      action={force.value ? 'Delete it anyway' : 'Delete the set'}
      danger
      ready={!refused || force.value}
      task={task}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>
        {plural(snapshots, 'snapshot')} and the backup of every Zeebe partition are deleted. They do not come
        back.
      </p>
      {(refused || force.value) && (
        <label class="check-label">
          <input
            type="checkbox"
            checked={force.value}
            onChange={({ currentTarget: { checked } }) => (force.value = checked)}
          />
          I understand, and want to delete it anyway
        </label>
      )}
    </Confirm>
  );
}
