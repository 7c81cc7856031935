import { Inject, Injectable } from '@nestjs/common';
import { indexPatternsOf, type ClusterConfig, type HoldfastConfig } from '#config';
import type { DoctorCheck } from '#contracts';
import { ENGINE_RIGHTS, RIGHT_VERBS, rightsOf, type MissingRights, type RightVerb } from '#search';
import { ClusterClients, CONFIG } from '#engine';
import { NO_SECURITY, PRIVILEGES_CHECK, UNTOLD, UNTRIED_RIGHTS } from '../checks/privileges.check.ts';
import { fine, looked, wrong, type About } from './finding.ts';

/** The least of the ready roles with which a verb works. */
const ROLES: Record<RightVerb, 'backup' | 'retention' | 'restore'> = {
  backup: 'backup',
  verify: 'backup',
  list: 'backup',
  doctor: 'backup',
  delete: 'retention',
  restore: 'restore',
};
const BY_SIZE = ['restore', 'retention', 'backup'] as const;

/** What the user of the engine may not do, before a night in which it matters. Only looks. */
@Injectable()
export class PrivilegeChecks {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly clients: ClusterClients,
  ) {}

  examine(cluster: ClusterConfig): Promise<DoctorCheck[]> {
    if (cluster.records.engine === 'none') return Promise.resolve([]);
    const about = { cluster: cluster.name, name: PRIVILEGES_CHECK, component: 'records' };
    return looked(about, () => this.privileges(about, cluster), 'Do what the message says.');
  }

  private async privileges(about: About, cluster: ClusterConfig): Promise<DoctorCheck> {
    const rights = ENGINE_RIGHTS.filter(({ optional }) => !optional);
    const patterns = cluster.restore?.indices ?? indexPatternsOf(cluster);
    const held = await this.clients
      .of(cluster.name)
      .records.missingRights({ rights, patterns }, { timeoutMs: this.config.steps.callTimeout });
    if (held === null) return fine(about, NO_SECURITY);
    return held === 'untold' ? fine(about, UNTOLD) : judgePrivileges(about, cluster, held);
  }
}

/** What is missing for something that is not configured is shown, without a warning. */
export function judgePrivileges(
  about: About,
  cluster: Pick<ClusterConfig, 'retention' | 'restore'>,
  { user, actions }: MissingRights,
): DoctorCheck {
  const missing = (verb: RightVerb) => rightsOf(verb).filter(({ action }) => actions.includes(action));
  const failing = RIGHT_VERBS.filter((verb) => missing(verb).length > 0);
  if (failing.length === 0) return fine(about, `"${user}" may do everything that Holdfast needs`);
  const message = `"${user}" may not do ${actions.join(', ')}: ${failing.join(', ')} would fail`;
  const configured = { delete: cluster.retention !== undefined, restore: cluster.restore !== undefined };
  const wanted = failing.filter((verb) => (verb !== 'delete' && verb !== 'restore') || configured[verb]);
  if (wanted.length === 0) return fine(about, `${message}; nothing in the configuration asks for that`);
  // Of all else the preflight shows whether it works: a role may name just the indices that a backup reads.
  const nightly = UNTRIED_RIGHTS.some(({ action }) => actions.includes(action));
  const role = BY_SIZE.find((each) => wanted.some((verb) => ROLES[verb] === each)) ?? 'backup';
  return wrong(about, {
    status: nightly ? 'critical' : 'warning',
    message,
    remedy: `Give the user of records.auth the role of deploy/roles/elasticsearch-${role}.json (docs/privileges.md).`,
  });
}
