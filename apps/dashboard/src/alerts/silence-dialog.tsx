import { useSignal } from '@preact/signals';
import type { AlertView, CreateSilence } from '#contracts';
import { call } from '../api/holdfast.ts';
import { announce } from '../ui/announce.tsx';
import { Choice } from '../ui/choice.tsx';
import { NoteDialog } from './note-dialog.tsx';

const HOUR = 3_600;
const TIMES = { '1 hour': HOUR, '4 hours': 4 * HOUR, '1 day': 24 * HOUR, '7 days': 7 * 24 * HOUR } as const;
type Time = keyof typeof TIMES;
const CHOICES = Object.keys(TIMES) as Time[];

const SCOPES = ['this alert', 'alerts of this kind', 'every alert of the cluster'] as const;
type Scope = (typeof SCOPES)[number];

/** Asks for how long, and how much, is not to be sent. */
export function SilenceDialog({ alert, onClose }: { alert: AlertView; onClose: () => void }) {
  const time = useSignal<Time>('1 hour');
  const scope = useSignal<Scope>('this alert');
  const { cluster, kind } = alert;
  return (
    <NoteDialog
      title={`Silence ${whatOf(scope.value, kind)} of ${cluster} for ${time.value}?`}
      action={scope.value === 'this alert' ? 'Silence it' : 'Silence them'}
      onClose={onClose}
      onConfirm={async (note) => {
        const body = { ...scopeOf(alert, scope.value), seconds: TIMES[time.value], note };
        await call('silence.create', { params: { cluster }, body });
        announce(`Alerts of ${cluster} are silenced for ${time.value}`);
      }}
    >
      <p>
        What is silenced is shown, and sent to no target. If it is still raised when the silence ends, it is
        sent then.
      </p>
      {scope.value !== 'this alert' && (
        <p>
          <strong>This includes alerts that are raised later</strong>
          {scope.value === 'every alert of the cluster' &&
            ', also that exporting is paused for too long, or that a restore waits for a person'}
          .
        </p>
      )}
      <div class="choices">
        <Choice name="For" value={time.value} options={CHOICES} onChoose={(value) => (time.value = value)} />
        <Choice
          name="What"
          value={scope.value}
          options={SCOPES}
          onChoose={(value) => (scope.value = value)}
        />
      </div>
    </NoteDialog>
  );
}

function whatOf(scope: Scope, kind: string): string {
  if (scope === 'every alert of the cluster') return 'every alert';
  return scope === 'this alert' ? kind : `all ${kind}`;
}

function scopeOf({ kind, subject }: AlertView, scope: Scope): Pick<CreateSilence, 'kind' | 'subject'> {
  if (scope === 'every alert of the cluster') return { kind: null, subject: null };
  return { kind, subject: scope === 'this alert' ? subject : null };
}
