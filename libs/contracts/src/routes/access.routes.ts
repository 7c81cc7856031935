import {
  auditListSchema,
  auditQuerySchema,
  loginSchema,
  loginWaysSchema,
  meSchema,
} from '../access.schema.ts';
import { versionSchema } from '../version.schema.ts';
import type { RouteSpec } from './route.ts';

const REDIS = ['redis-unavailable', 'redis-refuses-writes', 'unreadable-record'] as const;

/** Who the caller is, and logging in. */
export const ACCESS_ROUTES = {
  'audit.list': {
    tag: 'access',
    summary: 'Who did what, newest first',
    description:
      'Every request that changed something, every refusal, logins and logouts: about the last 10,000, and the last 2,000 of unknown callers. A caller who may see only some clusters sees the entries of those.',
    query: auditQuerySchema,
    response: auditListSchema,
  },
  'version.read': {
    tag: 'access',
    summary: 'The version of Holdfast that answers',
    description: 'For known callers only: a version tells others what to try.',
    response: versionSchema,
  },
  'me.read': { tag: 'access', summary: 'Who you are to Holdfast, and what you may do', response: meSchema },
  'login.ways': { tag: 'access', summary: 'How one can log in here', response: loginWaysSchema },
  login: {
    tag: 'access',
    summary: 'Log in with a token',
    description: 'Sets a cookie that ends with the token, and after 12 hours at the latest.',
    body: loginSchema,
    response: meSchema,
    problems: [
      'malformed-json',
      'invalid-request',
      'unauthenticated',
      'body-too-large',
      'unsupported-media-type',
      ...REDIS,
    ],
  },
  logout: {
    tag: 'access',
    summary: 'Log out',
    description: 'Idempotent.',
    status: 204,
    response: null,
    problems: REDIS,
  },
  'login.begin': {
    tag: 'access',
    summary: 'Begin a login at the OpenID provider',
    status: 303,
    response: 'text/html',
    problems: ['not-found'],
  },
  'login.callback': {
    tag: 'access',
    summary: 'Where the OpenID provider sends the browser back',
    response: 'text/html',
    problems: ['not-found'],
  },
} as const satisfies Record<string, RouteSpec>;
