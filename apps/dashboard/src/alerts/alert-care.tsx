import { useSignal } from '@preact/signals';
import type { AlertView } from '#contracts';
import { call } from '../api/holdfast.ts';
import { allowed } from '../session/session.ts';
import { Ago, Time } from '../time/time.tsx';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { SilenceDialog } from './silence-dialog.tsx';

/** What people did about an alert, and what else they may do. */
export function AlertCare({ alert }: { alert: AlertView }) {
  const asked = useSignal<'acknowledge' | 'silence' | null>(null);
  const close = (): void => void (asked.value = null);
  const { cluster, kind, subject } = alert;
  const about = `${kind} of ${cluster}`;
  return (
    <>
      <CareLines alert={alert} />
      {allowed('acknowledge and silence alerts') && (
        <p class="alert-care">
          {alert.acknowledged === null && (
            <Button onPress={() => (asked.value = 'acknowledge')} label={`Acknowledge ${about}`}>
              Acknowledge …
            </Button>
          )}
          {alert.silenced === null && (
            <Button onPress={() => (asked.value = 'silence')} label={`Silence ${about}`}>
              Silence …
            </Button>
          )}
        </p>
      )}
      {asked.value === 'silence' && <SilenceDialog alert={alert} onClose={close} />}
      {asked.value === 'acknowledge' && (
        <NoteDialog
          title={`Acknowledge ${about}?`}
          action="Acknowledge it"
          onClose={close}
          onConfirm={async (note) => {
            const body = { kind, subject, ...(note !== '' && { note }) };
            await call('alert.acknowledge', { params: { cluster }, body });
            announce(`Alert ${about} was acknowledged`);
          }}
        >
          <p>Others see that you deal with it. It stays until its cause is gone.</p>
        </NoteDialog>
      )}
    </>
  );
}

/** Who has acknowledged an alert, and until when it is silenced. */
export function CareLines({ alert: { acknowledged, silenced } }: { alert: AlertView }) {
  return (
    <>
      {acknowledged !== null && (
        <p class="small">
          <Icon name="person" /> Acknowledged by <strong>{acknowledged.by}</strong>{' '}
          <Ago at={acknowledged.at} />
          {acknowledged.note !== null && `: ${acknowledged.note}`}
        </p>
      )}
      {silenced !== null && (
        <p class="small">
          <Icon name="pause" /> Silenced by <strong>{silenced.by}</strong> until{' '}
          <Time at={silenced.until} zone />
          {silenced.note !== '' && `: ${silenced.note}`}
        </p>
      )}
    </>
  );
}
