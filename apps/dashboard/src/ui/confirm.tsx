import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ProblemNotice } from './problem.tsx';
import type { Task } from './task.ts';

interface ConfirmProps {
  title: string;
  /** What is done, as the button says it. */
  action: string;
  danger?: boolean;
  /** Whether everything that is needed was given. */
  ready?: boolean;
  task: Task;
  onConfirm: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** Asks before something is done, and says what came of it when it was refused. */
export function Confirm(props: ConfirmProps) {
  const { title, action, danger = false, ready = true, task, onConfirm, onClose, children } = props;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onConfirm();
        }}
      >
        {children}
        {task.problem && <ProblemNotice problem={task.problem} />}
        <div class="dialog-buttons">
          <Button onPress={onClose}>Go back</Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={task.busy} disabled={!ready}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
