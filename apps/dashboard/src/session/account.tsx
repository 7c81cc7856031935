import type { Me } from '#contracts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ProblemNotice } from '../ui/problem.tsx';
import { useTask } from '../ui/task.ts';
import { logOut } from './session.ts';

/** Who is here, as what, and the way out. */
export function Account({ me }: { me: Me }) {
  const task = useTask();
  return (
    <div class="account">
      <Icon name="person" />
      <span>
        {me.name} <span class="role">{me.role}</span>
      </span>
      {me.via === 'session' && (
        <Button kind="link" busy={task.busy} onPress={() => task.start(logOut)}>
          Log out
        </Button>
      )}
      {task.problem && <ProblemNotice problem={task.problem} />}
    </div>
  );
}
