import type { Answer } from '../../http/call.ts';
import { readBackupId, readPathId } from '../../management/backup-id.body.ts';
import { json, noContent, plainType } from '../../management/spring.answers.ts';
import { whenReady } from '../../when-ready.ts';
import { withStore } from '../../zeebe/backup-calls.ts';
import type { ZeebeBackup } from '../../zeebe/zeebe.state.ts';
import { resetRuntimeState, runtimeState } from '../8.8/runtime-state.ts';
import { badId, runtimeDialect } from '../8.8/runtime-texts.ts';
import { takeBackup } from '../8.8/runtime-take.ts';
import { generatesIds, nextGeneratedId } from '../rdbms/generated-ids.ts';
import { problem } from './problem.answers.ts';
import { restBackup } from './rest-backup.view.ts';
import type { RestCall, RestRoute } from './rest.routes.ts';

const path = '/backups/runtime';
const prefixPattern = /^\d*\*$/;

/** What the shared code answers as an actuator becomes a problem document: the REST API has no 502. */
function asProblem({ call }: RestCall, { status, body = '{}' }: Answer): Answer {
  const { message = '' } = JSON.parse(body) as { message?: string };
  return problem(call, status === 502 ? 503 : status, message);
}

/** Continues with the store, or answers why not. */
function stored(rest: RestCall, answer: () => Answer): Answer | Promise<Answer> {
  const { zeebe } = rest.tenant;
  return whenReady(withStore(zeebe, rest.call, answer), (found) =>
    found.status < 400 || found.contentType === 'application/problem+json' ? found : asProblem(rest, found),
  );
}

/** Without a body the cluster is asked for an id. */
function requestedId({ call }: RestCall): number | 'none' | Answer {
  const id = readBackupId(call.body);
  if (id.kind === 'no-body' || id.kind === 'missing') return 'none';
  return id.kind === 'number' ? id.value : problem(call, 400, 'Request property [backupId] cannot be parsed');
}

function take(rest: RestCall): Answer | Promise<Answer> {
  const { call, tenant, configuration } = rest;
  const { zeebe } = tenant;
  const dialect = runtimeDialect(zeebe.cluster.config.version);
  const requested = requestedId(rest);
  if (typeof requested === 'object') return requested;
  const generated = generatesIds(zeebe.cluster);
  if (generated && requested !== 'none') return problem(call, 400, dialect.idsAreGenerated);
  if (!generated && (requested === 'none' || requested <= 0)) return problem(call, 400, badId);
  if (configuration.modeOf(tenant.id) === 'RECOVERING')
    return problem(call, 503, 'The partitions are in recovery mode and accept no commands.');
  return stored(rest, () => {
    const backupId = requested === 'none' ? nextGeneratedId(zeebe) : requested;
    const refused = takeBackup(zeebe, call, backupId);
    if (refused !== undefined) {
      const title = refused.cause === 'exists' ? 'ALREADY_EXISTS' : 'INVALID_STATE';
      return { ...problem(call, 409, refused.text, title), performed: refused.performed };
    }
    return { ...json({ backupId }, plainType), status: 202, performed: true };
  });
}

const viewOf = (rest: RestCall, backup: ZeebeBackup, short: boolean): object => {
  const { config } = rest.cluster;
  return restBackup(backup, {
    partitions: config.zeebe.partitions,
    brokerVersion: config.version,
    short,
    firstLogPosition: true,
  });
};

function list(rest: RestCall): Answer | Promise<Answer> {
  const prefix = rest.call.query.get('prefix') ?? '*';
  if (!prefixPattern.test(prefix))
    return problem(rest.call, 400, `The value for prefix is '${prefix}' but must match '^\\d*\\*$'.`);
  return stored(rest, () => {
    const found = rest.tenant.zeebe.backups
      .list()
      .filter(({ backupId }) => String(backupId).startsWith(prefix.slice(0, -1)))
      .toSorted((a, b) => b.backupId - a.backupId);
    return json(
      found.map((backup) => viewOf(rest, backup, true)),
      plainType,
    );
  });
}

function show(rest: RestCall): Answer | Promise<Answer> {
  const id = readPathId(rest.given.id);
  if (id === undefined) return problem(rest.call, 400, 'Failed to convert backupId to a number');
  return stored(rest, () => {
    const backup = rest.tenant.zeebe.backups.find(id);
    return backup === undefined
      ? problem(rest.call, 404, `Backup with id ${id} does not exist`)
      : json(viewOf(rest, backup, false), plainType);
  });
}

function remove(rest: RestCall): Answer | Promise<Answer> {
  const id = readPathId(rest.given.id);
  if (id === undefined) return problem(rest.call, 400, 'Failed to convert backupId to a number');
  const { zeebe } = rest.tenant;
  return stored(rest, () => {
    const { deleteDelayMs } = zeebe.cluster.state.settings.zeebe;
    zeebe.cluster.timeline.after(deleteDelayMs, { kind: 'backup-vanishes', backupId: id });
    return { ...noContent, performed: zeebe.backups.find(id) !== undefined };
  });
}

const state = (rest: RestCall): Answer | Promise<Answer> =>
  stored(rest, () => json(runtimeState(rest.tenant.zeebe), plainType));

const reset = (rest: RestCall): Answer | Promise<Answer> =>
  stored(rest, () => {
    resetRuntimeState(rest.tenant.zeebe);
    return { ...noContent, performed: true };
  });

export const restRuntime: readonly RestRoute[] = [
  { method: 'POST', path, permissions: ['BACKUP:CREATE'], handle: take },
  { method: 'GET', path, permissions: ['BACKUP:READ'], handle: list },
  { method: 'GET', path: `${path}/state`, permissions: ['BACKUP:READ'], handle: state },
  { method: 'DELETE', path: `${path}/state`, permissions: ['BACKUP:DELETE'], handle: reset },
  { method: 'POST', path: `${path}/state/sync`, permissions: ['BACKUP:CREATE'], handle: state },
  { method: 'GET', path: `${path}/:id`, permissions: ['BACKUP:READ'], handle: show },
  { method: 'DELETE', path: `${path}/:id`, permissions: ['BACKUP:DELETE'], handle: remove },
];
