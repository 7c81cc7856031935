import type { CallEffect, Effect } from '../../../apps/simulator/src/index.ts';
import { parseCaller, type Caller } from '../caller.ts';
import type { SweepProfile } from '../profile.ts';

export interface RunCall {
  readonly call: CallEffect;
  readonly caller: Caller;
}

/** The mutating calls that runs made, in the order in which they arrived. A check of the repository changes nothing. */
export function runCalls(effects: readonly Effect[]): RunCall[] {
  return effects
    .flatMap((effect) => {
      if (effect.kind !== 'call' || /_verify|_has_privileges/.test(effect.path)) return [];
      const caller = parseCaller(effect.caller.userAgent);
      return caller ? [{ call: effect, caller }] : [];
    })
    .sort((a, b) => a.call.arrivedAfter - b.call.arrivedAfter || a.call.seq - b.call.seq);
}

const WEB_APPS = ['operate', 'tasklist', 'optimize'];

const isBrokerByBroker = (path: string): boolean => path.includes('/partitions/resumeExporting');

/**
 * Whether a call repeats the resume before it by other means, and has its intent: every broker after the gateway refused,
 * and the management port after the REST API (8.10) refused.
 */
export const isSameResume = ({ path }: CallEffect, { rest }: SweepProfile): boolean =>
  isBrokerByBroker(path) || (rest === true && path.startsWith('/actuator/exporting/resume'));

/** The step that makes such a call. */
export function stepOf({ component, path }: CallEffect): string {
  if (path.includes('/exporting/pause')) return 'pause-exporting';
  if (path.includes('/exporting/resume') || isBrokerByBroker(path)) return 'resume-exporting';
  if (component === 'elasticsearch') return 'snapshot-records';
  if (/backupHistory|backups\/history/.test(path)) return 'backup-webapps';
  return WEB_APPS.includes(component) ? `backup-${component}` : 'backup-zeebe';
}
