import { useSignal } from '@preact/signals';
import type { Restore } from '#contracts';
import { call } from '../api/holdfast.ts';
import type { RunView } from '../runs/run-view.ts';
import { whyNot } from '../session/permissions.ts';
import { allowed, currentUser } from '../session/session.ts';
import { Ago } from '../time/time.tsx';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ProblemNotice } from '../ui/problem.tsx';
import { useTask } from '../ui/task.ts';

interface WaitingProps {
  run: RunView;
  waitingFor: NonNullable<Restore['waitingFor']>;
  onConfirmed: () => void;
}

/** What a person is asked to do by hand, and how to say that it was done. */
export function WaitingFor({ run, waitingFor, onConfirmed }: WaitingProps) {
  const note = useSignal('');
  const task = useTask();
  const { action, instruction, requestedAt } = waitingFor;
  const say = (ok: boolean): void =>
    task.start(async () => {
      const more = note.value.trim() === '' ? {} : { note: note.value.trim() };
      const params = { cluster: run.cluster, id: run.number };
      await call('restore.confirm', { params, body: { action, ok, ...more } });
      announce(ok ? 'Confirmed' : 'The restore was stopped here');
      note.value = '';
      onConfirmed();
    });
  return (
    <section class="panel waiting" aria-labelledby="waiting">
      <h2 id="waiting">
        <Icon name="person" /> Waiting for you
      </h2>
      <p class="small">
        asked <Ago at={requestedAt} />
      </p>
      <pre class="answer">{instruction}</pre>
      {whyNot(currentUser(), ['run, cancel and confirm restores'])}
      {allowed('run, cancel and confirm restores') && (
        <>
          <label class="field">
            Note for the journal (optional)
            <input
              type="text"
              maxLength={2_000}
              value={note.value}
              onInput={({ currentTarget: { value } }) => (note.value = value)}
            />
          </label>
          <div class="buttons">
            <Button kind="primary" busy={task.busy} onPress={() => say(true)}>
              It is done
            </Button>
            <Button kind="danger" busy={task.busy} onPress={() => say(false)}>
              It cannot be done; stop here
            </Button>
          </div>
        </>
      )}
      {task.problem && <ProblemNotice problem={task.problem} />}
    </section>
  );
}
