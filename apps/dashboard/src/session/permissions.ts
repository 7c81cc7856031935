import { suffices, type Role } from '#domain';
import type { Me } from '#contracts';
import { ENDPOINTS, type RouteName } from '#contracts/endpoints';

/** What the dashboard lets people do, by the routes of the API that do it. */
export const ACTIONS = {
  'start backups': ['backup.create'],
  'acknowledge and silence alerts': ['alert.acknowledge', 'silence.create', 'silence.end'],
  'test notifications': ['notification.test'],
  'cancel backups': ['backup.cancel'],
  'verify sets': ['backup.verify'],
  'keep and release sets': ['backup.keep', 'backup.release'],
  'plan restores': ['restore.plan'],
  'pause, resume and trigger schedules': ['schedule.pause', 'schedule.resume', 'schedule.trigger'],
  'download support bundles': ['support.bundle'],
  'delete sets': ['backup.delete'],
  'adopt sets': ['backup.adopt'],
  'run, cancel and confirm restores': ['restore.run', 'restore.cancel', 'restore.confirm'],
  'apply retention': ['retention.apply'],
} as const satisfies Record<string, readonly RouteName[]>;
export type Action = keyof typeof ACTIONS;

/** The highest role that one of its routes requires. */
export function roleFor(action: Action): Role {
  const roles = ACTIONS[action].map((route): Role => ENDPOINTS[route].role);
  return roles.reduce((highest, role) => (suffices(highest, role) ? highest : role));
}

export function may(me: Pick<Me, 'role'> | null, action: Action): boolean {
  return me !== null && suffices(me.role, roleFor(action));
}

/** Why something is not there, in words; null for who may do it. */
export function whyNot(me: Pick<Me, 'role'> | null, actions: readonly Action[]): string | null {
  const lacking = actions.filter((action) => !may(me, action));
  if (me === null || lacking.length === 0) return null;
  const byRole = [...new Set(lacking.map(roleFor))].map(
    (role) =>
      `to ${enumerate(lacking.filter((action) => roleFor(action) === role))} the role ${role} is needed`,
  );
  return `You are ${me.role}: ${byRole.join('; ')}.`;
}

function enumerate(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
