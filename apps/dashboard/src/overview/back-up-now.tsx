import { call } from '../api/holdfast.ts';
import { goTo } from '../routing/navigation.ts';
import { runHref } from '../routing/route.ts';
import { allowed } from '../session/session.ts';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/problem.tsx';
import { useTask } from '../ui/task.ts';

/** Starts a backup and shows it. Not there for who may not; not to be pressed while another run holds the cluster. */
export function BackUpNow({ cluster, held }: { cluster: string; held: string | null }) {
  const task = useTask();
  if (!allowed('start backups')) return null;
  const start = (): void =>
    task.start(async () => {
      const { backupId } = await call('backup.create', { params: { cluster } });
      announce(`Backup ${backupId} of ${cluster} was accepted`);
      goTo(runHref(cluster, 'backup', backupId));
    });
  return (
    <div class="back-up-now">
      <Button
        kind="primary"
        busy={task.busy}
        disabled={held !== null}
        onPress={start}
        {...(!task.busy && { label: `Back up now: ${cluster}` })}
      >
        {task.busy ? 'Starting …' : 'Back up now'}
      </Button>
      {held !== null && <p class="small">{held}</p>}
      {task.problem && <ProblemNotice problem={task.problem} />}
    </div>
  );
}
