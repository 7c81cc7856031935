import type { GenerationName, WebApp } from '#domain';
import type { Recorded } from '../http/replay-server.spec-support.ts';
import { ID } from './backup-api.contract.ts';
import { snapshotsIn, type Wire } from './scripted-backups.spec-support.ts';
import { problem } from './wires-zeebe.spec-support.ts';

const NO_REPOSITORY = 'No repository with name [camunda] could be found.';
const STORE_DOWN =
  'Encountered an error connecting to Elasticsearch while searching for snapshots. Repository name: [camunda].';
const EXISTS = `A backup with ID [${ID}] already exists. Found snapshots: [camunda_part_1_of_6/pWu_BinvStGXC5VaobzAPA]`;
const RUNNING = 'Another backup is running at the moment';

function shown(app: WebApp) {
  return {
    running: snapshotsIn(app, 'IN_PROGRESS', ['SUCCESS', 'IN_PROGRESS']),
    completed: snapshotsIn(app, 'COMPLETED', ['SUCCESS', 'SUCCESS']),
    failed: snapshotsIn(app, 'FAILED', ['SUCCESS', 'FAILED']),
    partial: snapshotsIn(app, 'FAILED', ['SUCCESS', 'PARTIAL']),
  };
}

const scheduled = (status: number): Recorded => ({
  status,
  body: { scheduledSnapshots: ['camunda_part_1_of_2', 'camunda_part_2_of_2'] },
});
const operateSays = (status: number, message: string | null): Recorded => ({
  status,
  type: 'application/problem+json',
  body: { type: 'Invalid request', message, status, instance: 'f9f306f3' },
});

function atManagementPort(generation: GenerationName, app: WebApp, path: string): Wire {
  return {
    ...{ generation, component: app, ...shown(app) },
    trigger: () => `POST ${path}`,
    one: (id) => `${path}/${id}`,
    lists: [path, `${path}?verbose=false`],
    accepted: () => scheduled(200),
    unknown: () => operateSays(400, 'Index 0 out of bounds for length 0'),
    fails: operateSays,
    usedId: [400, EXISTS],
    busy: [400, RUNNING],
    noStore: [400, NO_REPOSITORY],
    storeDown: [400, STORE_DOWN],
  };
}

/** Operate of 8.2 to 8.7, as recorded on 8.6.0. */
export const operateWire = (generation: GenerationName): Wire =>
  atManagementPort(generation, 'operate', '/actuator/backups');

/** Tasklist of 8.2 to 8.7, as recorded on 8.6.0: an unknown id is a bare Spring error. */
export const tasklistWire = (generation: GenerationName): Wire => ({
  ...atManagementPort(generation, 'tasklist', '/actuator/backups'),
  unknown: (id) => ({
    status: 500,
    body: { timestamp: '2026', status: 500, error: 'Internal Server Error', path: `/actuator/backups/${id}` },
  }),
  noStore: [404, 'No backup repository configured.'],
  storeDown: [502, STORE_DOWN],
});

/** Optimize from 8.2 on, from its sources; it was never recorded. */
export const optimizeWire = (generation: GenerationName): Wire => ({
  ...atManagementPort(generation, 'optimize', '/actuator/backups'),
  accepted: (id) => ({
    status: 202,
    body: { message: `Backup creation for ID ${id} has been scheduled.` },
  }),
  unknown: (id) => optimizeSays(404, `No Optimize backup with ID [${id}] could be found.`),
  fails: optimizeSays,
  // The status is documented, the text is not.
  usedId: [409, 'There is a conflict.'],
  storeDown: [502, STORE_DOWN],
});

function optimizeSays(status: number, detailedMessage: string): Recorded {
  const errorMessage = 'The operation could not be performed.';
  return { status, body: { errorCode: 'conflict', errorMessage, detailedMessage } };
}

/** Operate and Tasklist of 8.8 in one, from its sources; a repository that is not registered is 404 on Elasticsearch. */
export const historyWire = (): Wire => ({
  ...atManagementPort('8.8', 'webapps', '/actuator/backupHistory'),
  unknown: (id) => ({ status: 404, body: { message: `No backup with id [${id}] found.` } }),
  fails: (status, message) => ({ status, body: { message } }),
  noStore: [404, NO_REPOSITORY],
  storeDown: [502, STORE_DOWN],
});

/** The same on OpenSearch, where a repository that is not registered is HTTP 500. */
export const historyOnOpenSearchWire = (): Wire => ({ ...historyWire(), noStore: [500, NO_REPOSITORY] });

/** 8.10 by REST: statuses are those of its API description. A repository that lacks is 403. */
export const historyRestWire = (): Wire => ({
  ...atManagementPort('8.10', 'webapps', '/v2/backups/history'),
  accepted: () => scheduled(202),
  unknown: (id) => problem(404, `No backup with id [${id}] found.`),
  fails: problem,
  usedId: [409, EXISTS],
  busy: [409, RUNNING],
  noStore: [403, 'No backup repository configured.'],
  storeDown: [503, STORE_DOWN],
});

/** 8.1: one word and no snapshot, neither list nor deletion. From its documentation; nothing was recorded. */
export const webApp81Wire = (app: WebApp): Wire => ({
  ...atManagementPort('8.1', app, '/actuator/backup'),
  lists: [],
  running: { State: 'IN_PROGRESS' },
  completed: { State: 'COMPLETED' },
  failed: { State: 'FAILED' },
  partial: { State: 'FAILED' },
  unknown: () => ({ status: 404 }),
  ...(app === 'optimize' && { usedId: [409, EXISTS] satisfies [number, string] }),
});
