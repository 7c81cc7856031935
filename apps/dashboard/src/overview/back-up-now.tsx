import { signal } from '@preact/signals';
import type { Schedule } from '#contracts';
import { call } from '../api/holdfast.ts';
import { goTo } from '../routing/navigation.ts';
import { runHref } from '../routing/route.ts';
import { allowed } from '../session/session.ts';
import { duration, limit, plural } from '../time/format.ts';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useTask } from '../ui/task.ts';
import { clusterOf } from './overview.store.ts';

/** The cluster whose backup a person is asked about; null while none is. */
export const confirmBackup = signal<string | null>(null);

/** Asks whether to back up. Not there for who may not; not to be pressed while another run holds the cluster. */
export function BackUpNow({
  cluster,
  held,
  brief = false,
  again = false,
}: {
  cluster: string;
  held: string | null;
  brief?: boolean;
  /** After one that did not end well. */
  again?: boolean;
}) {
  if (!allowed('start backups')) return null;
  return (
    <div class="back-up-now">
      <Button
        kind={brief ? 'plain' : 'primary'}
        disabled={held !== null}
        onPress={() => (confirmBackup.value = cluster)}
        label={`Back up ${again ? 'again' : 'now'}: ${cluster}`}
      >
        {again ? 'Back up again …' : brief ? 'Back up …' : 'Back up now …'}
      </Button>
      {held !== null && !brief && <p class="small">{held}</p>}
    </div>
  );
}

/** The question, wherever it was asked for. */
export function BackupQuestion() {
  const cluster = confirmBackup.value;
  if (cluster === null) return null;
  return <ConfirmBackup key={cluster} cluster={cluster} onClose={() => (confirmBackup.value = null)} />;
}

interface ConfirmBackupProps {
  cluster: string;
  /** The schedule that is triggered; left out, a backup by hand. */
  schedule?: Schedule;
  onClose: () => void;
}

/** Says what a backup does to the cluster before it starts, then starts it and shows it. */
export function ConfirmBackup({ cluster, schedule, onClose }: ConfirmBackupProps) {
  const task = useTask();
  const start = (): void =>
    task.start(async () => {
      const { backupId } = schedule
        ? await call('schedule.trigger', { params: { cluster, schedule: schedule.name } })
        : await call('backup.create', { params: { cluster } });
      announce(`Backup ${backupId} of ${cluster} was accepted`);
      onClose();
      goTo(runHref(cluster, 'backup', backupId));
    });
  return (
    <Confirm
      title={schedule ? `Trigger schedule ${schedule.name} of ${cluster} now?` : `Back up ${cluster} now?`}
      action={schedule ? 'Trigger it now' : 'Back up now'}
      task={task}
      onConfirm={start}
      onClose={onClose}
    >
      <PauseNotice cluster={cluster} />
      {schedule?.retention === true && <p>Retention follows, as after each backup of this schedule.</p>}
    </Confirm>
  );
}

function PauseNotice({ cluster: name }: { cluster: string }) {
  const cluster = clusterOf(name);
  const usual = cluster?.usual.backup ?? null;
  return (
    <>
      <p>
        Near its end, while records and Zeebe are saved, exporting pauses. Camunda keeps running; meanwhile
        its brokers keep all of their logs.
      </p>
      <p>
        {usual === null || usual.pauseSeconds === null
          ? 'How long the pause takes here is not known yet'
          : `The pause usually takes ${duration(usual.pauseSeconds * 1_000)}, and the backup ${duration(usual.seconds * 1_000)} (median of ${plural(usual.of, 'backup')})`}
        {cluster !== null &&
          `. After ${limit(cluster.pauseBudgetSeconds)} the pause is ended in any case, and the backup fails`}
        .
      </p>
    </>
  );
}
