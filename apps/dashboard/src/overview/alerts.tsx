import type { Alert } from '#contracts';
import { Ago } from '../time/time.tsx';
import { Icon } from '../ui/icon.tsx';

/** What a person should know, with the mend. The worst first. */
export function Alerts({ alerts, cluster }: { alerts: readonly Alert[]; cluster: string }) {
  if (alerts.length === 0) return null;
  const order = (alert: Alert): number => (alert.severity === 'critical' ? 0 : 1);
  return (
    <ul class="alerts" aria-label={`Alerts of ${cluster}`}>
      {[...alerts]
        .sort((a, b) => order(a) - order(b))
        .map((alert) => (
          <li
            key={`${alert.kind} ${alert.subject ?? ''}`}
            class={`alert tone-${alert.severity === 'critical' ? 'bad' : 'warn'}`}
          >
            <Icon name={alert.severity === 'critical' ? 'cross' : 'warning'} />
            <div>
              <strong>{alert.severity}</strong> {alert.message} <span class="mend">{alert.mend}</span>{' '}
              <span class="small">
                since <Ago at={alert.since} />
              </span>
            </div>
          </li>
        ))}
    </ul>
  );
}
