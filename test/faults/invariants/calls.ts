import type { CallEffect, Effect } from '../../../apps/simulator/src/index.ts';
import { parseCaller, type Caller } from '../caller.ts';

export interface RunCall {
  readonly call: CallEffect;
  readonly caller: Caller;
}

/** The mutating calls that runs made, in the order in which they arrived. A check of the repository changes nothing. */
export function runCalls(effects: readonly Effect[]): RunCall[] {
  return effects.flatMap((effect) => {
    if (effect.kind !== 'call' || /_verify|_has_privileges/.test(effect.path)) return [];
    const caller = parseCaller(effect.caller.userAgent);
    return caller ? [{ call: effect, caller }] : [];
  });
}

const WEB_APPS = ['operate', 'tasklist', 'optimize'];

/** These calls go to every broker after the gateway refused the resume. They have the intent of that resume. */
export const isBrokerByBroker = (path: string): boolean => path.includes('/partitions/resumeExporting');

/** The step that makes such a call. */
export function stepOf({ component, path }: CallEffect): string {
  if (path.includes('/exporting/pause')) return 'pause-exporting';
  if (path.includes('/exporting/resume') || isBrokerByBroker(path)) return 'resume-exporting';
  if (component === 'elasticsearch') return 'snapshot-records';
  if (path.includes('/backupHistory')) return 'backup-webapps';
  return WEB_APPS.includes(component) ? `backup-${component}` : 'backup-zeebe';
}
