import type { ClusterConfig } from '../../config/simulator.schema.ts';
import type { Answer, Call } from '../../http/call.ts';
import { problem } from './problem.answers.ts';

type RestConfig = ClusterConfig['rest'];
export type Permission = RestConfig['users'][number]['permissions'][number];

/** What the caller may do; undefined when it is not known. Without any login configured, all is allowed. */
function permissionsOf({ users, tokens }: RestConfig, call: Call): readonly Permission[] | 'all' | undefined {
  if (users.length === 0 && tokens.length === 0) return 'all';
  const [scheme = '', credentials = ''] = (call.headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer')
    return tokens.find(({ token }) => token === credentials)?.permissions;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  return users.find(({ username, password }) => `${username}:${password}` === text)?.permissions;
}

/** Why the caller may not do this: it is not known, or has none of these permissions. */
export function loginProblem(
  config: RestConfig,
  call: Call,
  ...needed: readonly Permission[]
): Answer | undefined {
  const permissions = permissionsOf(config, call);
  if (permissions === undefined)
    return problem(call, 401, 'An Authentication object was not found in the SecurityContext');
  if (permissions === 'all' || needed.length === 0) return undefined;
  if (needed.some((permission) => permissions.includes(permission))) return undefined;
  const [resource = '', permission = ''] = needed[0]?.split(':') ?? [];
  return problem(call, 403, `Unauthorized to perform operation '${permission}' on resource '${resource}'`);
}
