import { useSignal } from '@preact/signals';
import type { Schedule } from '#contracts';
import { call } from '../api/holdfast.ts';
import { ConfirmBackup } from '../overview/back-up-now.tsx';
import { allowed } from '../session/session.ts';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { ProblemNotice } from '../ui/problem.tsx';
import { useTask } from '../ui/task.ts';

interface ScheduleActionsProps {
  schedule: Schedule;
  onChange: () => void;
}

export function ScheduleActions({ schedule, onChange }: ScheduleActionsProps) {
  const task = useTask();
  const pausing = useSignal(false);
  const triggering = useSignal(false);
  const { cluster, name, paused } = schedule;
  if (!allowed('pause, resume and trigger schedules')) return null;
  const resume = async (): Promise<void> => {
    await call('schedule.resume', { params: { cluster, schedule: name } });
    announce(`Schedule ${name} resumed`);
    onChange();
  };
  return (
    <div class="buttons">
      <Button onPress={() => (triggering.value = true)} label={`Trigger now: schedule ${name}`}>
        Trigger now …
      </Button>
      {paused ? (
        <Button
          kind="primary"
          busy={task.busy}
          onPress={() => task.start(resume)}
          label={`Resume schedule ${name}`}
        >
          Resume
        </Button>
      ) : (
        <Button onPress={() => (pausing.value = true)} label={`Pause schedule ${name}`}>
          Pause …
        </Button>
      )}
      {triggering.value && (
        <ConfirmBackup cluster={cluster} schedule={schedule} onClose={() => (triggering.value = false)} />
      )}
      {task.problem && !pausing.value && <ProblemNotice problem={task.problem} />}
      {pausing.value && (
        <PauseSchedule schedule={schedule} onPaused={onChange} onClose={() => (pausing.value = false)} />
      )}
    </div>
  );
}

interface PauseScheduleProps {
  schedule: Schedule;
  onPaused: () => void;
  onClose: () => void;
}

/** Asks for a note, so that other operators see why the schedule is paused. */
function PauseSchedule({ schedule: { cluster, name }, onPaused, onClose }: PauseScheduleProps) {
  const task = useTask();
  const note = useSignal('');
  const pause = (): void =>
    task.start(async () => {
      const params = { cluster, schedule: name };
      await call('schedule.pause', { params, body: { note: note.value.trim() } });
      announce(`Schedule ${name} is paused`);
      onClose();
      onPaused();
    });
  return (
    <Confirm
      title={`Pause schedule ${name} of ${cluster}?`}
      action="Pause the schedule"
      task={task}
      onConfirm={pause}
      onClose={onClose}
    >
      <p>No backup starts at its times until it is resumed. A run that is under way is not touched.</p>
      <label class="field">
        Why, for who finds it paused
        <textarea
          rows={2}
          maxLength={500}
          value={note.value}
          onInput={({ currentTarget: { value } }) => (note.value = value)}
        />
      </label>
    </Confirm>
  );
}
