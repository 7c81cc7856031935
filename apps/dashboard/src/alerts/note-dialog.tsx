import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Confirm } from '../ui/confirm.tsx';
import { useTask } from '../ui/task.ts';

/** As many characters as the API takes. */
const LONGEST = 500;

interface NoteDialogProps {
  title: string;
  action: string;
  /** @param note empty where none was written */
  onConfirm: (note: string) => Promise<void>;
  onClose: () => void;
  children?: ComponentChildren;
}

/** Asks before something is done, and for a note about it. */
export function NoteDialog({ title, action, onConfirm, onClose, children }: NoteDialogProps) {
  const note = useSignal('');
  const task = useTask();
  return (
    <Confirm
      title={title}
      action={action}
      task={task}
      onClose={onClose}
      onConfirm={() =>
        task.start(async () => {
          await onConfirm(note.value.trim());
          onClose();
        })
      }
    >
      {children}
      <label class="field">
        <span>Note (optional)</span>
        <input
          type="text"
          maxLength={LONGEST}
          value={note.value}
          onInput={({ currentTarget: { value } }) => (note.value = value)}
        />
      </label>
    </Confirm>
  );
}
