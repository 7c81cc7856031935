import { useSignal } from '@preact/signals';
import type { Backup } from '#contracts';
import { originText } from '#domain';
import { call } from '../api/holdfast.ts';
import { announce } from '../ui/announce.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useTask } from '../ui/task.ts';

interface AdoptSetProps {
  backup: Backup;
  onClose: () => void;
  onChange: () => void;
}

/** Asks before a foreign set becomes one of the cluster. Where it names another one, that name must be typed. */
export function AdoptSet({ backup, onClose, onChange }: AdoptSetProps) {
  const { cluster, backupId, set } = backup;
  const task = useTask();
  const typed = useSignal('');
  const origin = set?.origin ?? null;
  const other = origin !== null && origin.cluster !== cluster ? (origin.cluster ?? 'unknown') : null;
  const adopt = (): void =>
    task.start(async () => {
      const body = other === null ? {} : { from: typed.value };
      await call('backup.adopt', { params: { cluster, id: backupId }, body });
      announce(`Set ${backupId} is adopted`);
      onClose();
      onChange();
    });
  return (
    <Confirm
      title={`Adopt set ${backupId} for ${cluster}?`}
      action="Adopt the set"
      danger
      ready={other === null || typed.value === other}
      task={task}
      onConfirm={adopt}
      onClose={onClose}
    >
      <p>It was {originText(origin)}. Once it is adopted, retention and people may delete it here.</p>
      {other !== null && (
        <label class="field">
          <span>
            Type <b>{other}</b> to confirm that
          </span>
          <input
            type="text"
            value={typed.value}
            onInput={({ currentTarget: { value } }) => (typed.value = value)}
          />
        </label>
      )}
    </Confirm>
  );
}
