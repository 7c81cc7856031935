import type { Alert } from '#contracts';
import { runbookOf, withPeriod } from '#domain';
import { capital } from '../time/format.ts';
import { Ago } from '../time/time.tsx';
import { Icon } from '../ui/icon.tsx';
import { Words } from '../ui/words.tsx';

/** Text that other places put into a line, on a line of its own. */
function sentence(message: string): string {
  return withPeriod(capital(message));
}

/** What an operator should know, with the remedy. The worst first. */
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
              <p>
                <strong>{capital(alert.severity)}</strong> <span>{sentence(alert.message)}</span>
              </p>
              <p class="small">
                <span class="remedy">
                  <Words text={alert.remedy} />
                </span>{' '}
                <a href={runbookOf(alert.kind)}>Runbook</a>. Since <Ago at={alert.since} />.
              </p>
            </div>
          </li>
        ))}
    </ul>
  );
}
