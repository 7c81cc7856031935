import type { AlertView } from '#contracts';
import { withPeriod } from '#domain';
import { capital } from '../time/format.ts';
import { Ago, Time } from '../time/time.tsx';
import { Icon } from '../ui/icon.tsx';
import { Words } from '../ui/words.tsx';
import { worstFirst } from './worst-alert.ts';

/** Text that other places put into a line, on a line of its own. */
function sentence(message: string): string {
  return withPeriod(capital(message));
}

/** What an operator should know, with the remedy. The worst first. */
export function Alerts({ alerts, cluster }: { alerts: readonly AlertView[]; cluster: string }) {
  if (alerts.length === 0) return null;
  return (
    <ul class="alerts" aria-label={`Alerts of ${cluster}`}>
      {worstFirst(alerts).map((alert) => (
        <li
          key={`${alert.kind} ${alert.subject ?? ''}`}
          class={`alert tone-${alert.severity === 'critical' ? 'bad' : 'warn'}`}
        >
          <Icon name={alert.severity === 'critical' ? 'cross' : 'warning'} />
          <div>
            <p>
              <strong>{capital(alert.severity)}</strong>{' '}
              <span>
                <Words text={sentence(alert.message)} />
              </span>
            </p>
            <p class="small">
              <span class="remedy">
                <Words text={alert.remedy} />
              </span>{' '}
              Since <Ago at={alert.since} />.
              <Seen alert={alert} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What people did about it. */
function Seen({ alert: { acknowledged, silenced } }: { alert: AlertView }) {
  return (
    <>
      {acknowledged !== null && (
        <>
          {' '}
          Acknowledged by {acknowledged.by} <Ago at={acknowledged.at} />
          {acknowledged.note === null ? '.' : `: ${acknowledged.note}`}
        </>
      )}
      {silenced !== null && (
        <>
          {' '}
          Silenced by {silenced.by} until <Time at={silenced.until} zone />
          {silenced.note === '' ? '.' : `: ${silenced.note}`}
        </>
      )}
    </>
  );
}
