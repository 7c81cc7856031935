import { suffices, type Role } from '#domain';
import type { Me } from '#contracts';

/** What the dashboard lets people do, by the role that the API asks for. */
export const ACTIONS = {
  'start backups': 'operator',
  'cancel backups': 'operator',
  'verify sets': 'operator',
  'keep and release sets': 'operator',
  'plan restores': 'operator',
  'pause, resume and trigger schedules': 'operator',
  'delete sets': 'admin',
  'adopt sets': 'admin',
  'run, cancel and confirm restores': 'admin',
  'apply retention': 'admin',
} as const satisfies Record<string, Role>;
export type Action = keyof typeof ACTIONS;

export function may(me: Pick<Me, 'role'> | null, action: Action): boolean {
  return me !== null && suffices(me.role, ACTIONS[action]);
}

/** Why something is not there, in words; null for who may do it. */
export function whyNot(me: Pick<Me, 'role'> | null, actions: readonly Action[]): string | null {
  const lacking = actions.filter((action) => !may(me, action));
  if (me === null || lacking.length === 0) return null;
  const byRole = [...new Set(lacking.map((action) => ACTIONS[action]))].map(
    (role) =>
      `to ${enumerate(lacking.filter((action) => ACTIONS[action] === role))} the role ${role} is needed`,
  );
  return `You are ${me.role}: ${byRole.join('; ')}.`;
}

function enumerate(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
