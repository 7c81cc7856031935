import type { Role } from '#domain';

/** Where a route is, and which role it requires. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'DELETE';
  /** As Express writes it. `:id` is a number, every other parameter a name from the configuration. */
  path: string;
  /** null: open, the caller need not be known. */
  role: Role | null;
  /** Name in the audit trail, where it is not the name of the route. */
  action?: string;
}

const V1 = '/api/v1';
const CLUSTER = `${V1}/clusters/:cluster` as const;
const BACKUP = `${CLUSTER}/backups/:id` as const;
const RESTORE = `${CLUSTER}/restores/:id` as const;
const SCHEDULE = `${CLUSTER}/schedules/:schedule` as const;

/**
 * Every route of the API, by the name that it has in the audit trail. `ROUTES` adds what it takes and answers; this table is
 * separate and without zod because the dashboard's bundle contains it.
 */
export const ENDPOINTS = {
  'cluster.list': { role: 'viewer', method: 'GET', path: `${V1}/clusters` },

  'backup.create': { role: 'operator', method: 'POST', path: `${CLUSTER}/backups` },
  'backup.list': { role: 'viewer', method: 'GET', path: `${CLUSTER}/backups` },
  'backup.show': { role: 'viewer', method: 'GET', path: BACKUP },
  'backup.follow': { role: 'viewer', method: 'GET', path: `${BACKUP}/events` },
  'backup.cancel': { role: 'operator', method: 'POST', path: `${BACKUP}/cancel` },
  'backup.verify': { role: 'operator', method: 'POST', path: `${BACKUP}/verify` },
  'backup.manifest': { role: 'viewer', method: 'GET', path: `${BACKUP}/manifest` },
  'backup.keep': { role: 'operator', method: 'POST', path: `${BACKUP}/keep` },
  'backup.release': { role: 'operator', method: 'POST', path: `${BACKUP}/release` },
  'backup.adopt': { role: 'admin', method: 'POST', path: `${BACKUP}/adopt` },
  'backup.delete': { role: 'admin', method: 'DELETE', path: BACKUP },

  'deletion.show': { role: 'viewer', method: 'GET', path: `${CLUSTER}/deletions/:id` },
  'deletion.follow': { role: 'viewer', method: 'GET', path: `${CLUSTER}/deletions/:id/events` },

  'restore.plan': { role: 'operator', method: 'POST', path: `${CLUSTER}/restores` },
  'restore.list': { role: 'viewer', method: 'GET', path: `${CLUSTER}/restores` },
  'restore.show': { role: 'viewer', method: 'GET', path: RESTORE },
  'restore.follow': { role: 'viewer', method: 'GET', path: `${RESTORE}/events` },
  'restore.run': { role: 'admin', method: 'POST', path: `${RESTORE}/run` },
  'restore.cancel': { role: 'admin', method: 'POST', path: `${RESTORE}/cancel` },
  'restore.confirm': { role: 'admin', method: 'POST', path: `${RESTORE}/confirm` },

  'run.all': { role: 'viewer', method: 'GET', path: `${V1}/runs` },
  'run.export': { role: 'viewer', method: 'GET', path: `${V1}/runs/export` },
  'run.list': { role: 'viewer', method: 'GET', path: `${CLUSTER}/runs` },
  'lock.break': { role: 'admin', method: 'POST', path: `${CLUSTER}/lock/break` },
  'exporting.read': { role: 'viewer', method: 'GET', path: `${CLUSTER}/exporting` },
  'exporting.resume': { role: 'operator', method: 'POST', path: `${CLUSTER}/exporting/resume` },

  'schedule.list': { role: 'viewer', method: 'GET', path: `${CLUSTER}/schedules` },
  'schedule.read': { role: 'viewer', method: 'GET', path: SCHEDULE },
  'schedule.pause': { role: 'operator', method: 'POST', path: `${SCHEDULE}/pause` },
  'schedule.resume': { role: 'operator', method: 'POST', path: `${SCHEDULE}/resume` },
  'schedule.trigger': { role: 'operator', method: 'POST', path: `${SCHEDULE}/trigger` },

  'retention.preview': { role: 'viewer', method: 'GET', path: `${CLUSTER}/retention` },
  'retention.apply': { role: 'admin', method: 'POST', path: `${CLUSTER}/retention/apply` },
  'retention.read': { role: 'viewer', method: 'GET', path: `${CLUSTER}/retention/last` },

  'overview.read': { role: 'viewer', method: 'GET', path: `${V1}/overview` },
  'overview.follow': { role: 'viewer', method: 'GET', path: `${V1}/overview/events` },
  'trend.read': { role: 'viewer', method: 'GET', path: `${CLUSTER}/trends` },
  'calendar.read': { role: 'viewer', method: 'GET', path: `${V1}/calendar` },
  'alert.list': { role: 'viewer', method: 'GET', path: `${V1}/alerts` },
  'alert.acknowledge': { role: 'operator', method: 'POST', path: `${CLUSTER}/alerts/acknowledge` },
  'silence.list': { role: 'viewer', method: 'GET', path: `${V1}/silences` },
  'silence.create': { role: 'operator', method: 'POST', path: `${CLUSTER}/silences` },
  'silence.end': { role: 'operator', method: 'DELETE', path: `${CLUSTER}/silences/:id` },
  'notification.list': { role: 'viewer', method: 'GET', path: `${V1}/notifications` },
  'notification.test': { role: 'operator', method: 'POST', path: `${V1}/notifications/:target/test` },
  'doctor.examine': { role: 'operator', method: 'GET', path: `${V1}/doctor` },
  'support.bundle': { role: 'admin', method: 'GET', path: `${V1}/support-bundle` },

  'audit.list': { role: 'admin', method: 'GET', path: `${V1}/audit` },
  'version.read': { role: 'viewer', method: 'GET', path: `${V1}/version` },
  'me.read': { role: 'viewer', method: 'GET', path: `${V1}/me` },
  'login.ways': { role: null, method: 'GET', path: `${V1}/login` },
  login: { role: null, method: 'POST', path: `${V1}/session` },
  logout: { role: null, method: 'DELETE', path: `${V1}/session` },
  'login.begin': { role: null, method: 'GET', path: '/auth/login' },
  'login.callback': { role: null, method: 'GET', path: '/auth/callback', action: 'login' },
} as const satisfies Record<string, Endpoint>;

export type RouteName = keyof typeof ENDPOINTS;

/** What the audit trail calls a request to a route. */
export function actionOf(name: RouteName): string {
  const { action = name }: Endpoint = ENDPOINTS[name];
  return action;
}
