import type { AlertView } from '#contracts';
import { isCaredFor, runbookOf, withPeriod } from '#domain';
import { capital } from '../time/format.ts';
import { Ago } from '../time/time.tsx';
import { Icon } from '../ui/icon.tsx';
import { Words } from '../ui/words.tsx';
import { AlertCare, CareLines } from '../alerts/alert-care.tsx';
import { worstFirst } from './worst-alert.ts';

/** Text that other places put into a line, on a line of its own. */
function sentence(message: string): string {
  return withPeriod(capital(message));
}

/** What an operator should know, with the remedy. The worst first. */
export function Alerts({
  alerts,
  cluster,
  care = false,
}: {
  alerts: readonly AlertView[];
  cluster: string;
  /** Whether they can be acknowledged and silenced here. */
  care?: boolean;
}) {
  if (alerts.length === 0) return null;
  return (
    <ul class="alerts" aria-label={`Alerts of ${cluster}`}>
      {worstFirst(alerts).map((alert) => (
        <li key={`${alert.kind} ${alert.subject ?? ''}`} class={`alert tone-${toneOf(alert)}`}>
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
              <a href={runbookOf(alert.kind)}>Runbook</a>. Since <Ago at={alert.since} />.
            </p>
            {care ? <AlertCare alert={alert} /> : <CareLines alert={alert} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Of one that is cared for, the colour does not call: its word still says how severe it is. */
function toneOf(alert: AlertView): 'bad' | 'warn' | 'quiet' {
  if (isCaredFor(alert)) return 'quiet';
  return alert.severity === 'critical' ? 'bad' : 'warn';
}
