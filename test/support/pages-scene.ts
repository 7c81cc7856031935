import { ClusterApi } from './cluster-api.ts';
import { DashboardWorld } from './dashboard-world.ts';
import { SchedulesApi } from './schedules-api.ts';
import { aToken } from './tokens.ts';
import type { World } from './world.ts';

/** Who looks at the pages, by role. */
export const TOKENS = {
  viewer: aToken('vera', 'viewer'),
  operator: aToken('olga', 'operator'),
  admin: aToken('ada', 'admin'),
};
/** The client that sets the scene, apart from those that look. */
const robot = aToken('robot', 'admin');
/** The 29th of February: only by hand. */
const RARELY = '0 3 29 2 *';

/** A page, with a text that is on it once it is there. */
export type ScenePage = [name: string, path: string, text: string | RegExp];

/** They are there for no lower role than operator or admin. */
export const PAGES_OF_ADMINS: readonly ScenePage[] = [
  ['the doctor', '/doctor', /Nothing was changed/],
  ['the audit trail', '/audit', 'restore.run'],
];

/** Every page of the dashboard, after runs of every kind. One restore waits for a person. */
export class PagesScene {
  private constructor(
    readonly dashboard: DashboardWorld,
    readonly pages: readonly ScenePage[],
  ) {}

  static async set(): Promise<PagesScene> {
    const dashboard = await DashboardWorld.create(['prod', 'staging'], {
      restore: () => ({ control: 'manual' }),
      config: {
        notifications: [{ name: 'ops', webhook: { url: 'http://127.0.0.1:9/' }, minSeverity: 'critical' }],
        access: {
          tokens: [robot, ...Object.values(TOKENS)].map(({ entry }) => entry),
          // The scene is set by looking often.
          rateLimit: { requestsPerMinute: 10_000 },
        },
      },
      more: (cluster) =>
        cluster === 'prod'
          ? {
              schedules: [
                { name: 'nightly', cron: RARELY, timezone: 'Europe/Berlin', jitter: '5m', retention: false },
                { name: 'hourly', cron: RARELY, overlap: 'buffer-one', pauseAfterFailures: 3 },
              ],
              retention: { keepLast: 1, minComplete: 1 },
            }
          : {},
    });
    return new PagesScene(dashboard, await actsOf(dashboard.world));
  }
}

/** What happened before a person looks. */
async function actsOf(world: World): Promise<ScenePage[]> {
  const api = world.api.as(robot.token);
  const prod = new ClusterApi(api, 'prod');
  const schedules = new SchedulesApi(api, 'prod');
  const { backupId } = await prod.backUp();
  await prod.verify(backupId);
  await prod.mark(backupId, 'keep');
  await world.fault('staging', { kind: 'zeebePartitionFails', partitionId: 1 });
  const { backupId: failed } = (await api.start('staging')).body;
  await api.done('staging', failed);
  await world.fault('staging', { kind: 'refuse', component: 'operate' });
  const { backupId: rejected } = (await api.start('staging')).body;
  await api.done('staging', rejected);
  await world.clearFaults('staging');
  const other = await prod.backUp();
  const { number: deletionId } = await prod.removed(other.backupId);
  await schedules.trigger('nightly');
  await schedules.slot('nightly', ({ outcome }) => outcome !== null);
  await schedules.pause('hourly', 'the repository moves');
  await prod.backUp();
  const planned = await prod.planned(backupId);
  const begun = await prod.begun(backupId);
  await prod.untilRestore(begun, ({ waitingFor }) => waitingFor !== null);
  return [
    ['overview', '/', /^Backup \d+ was rejected/],
    ['latest runs', '/runs', `backup ${rejected}`],
    ['alerts', '/alerts', 'the repository moves'],
    ['the calendar', '/calendar', 'Nothing is planned in this time'],
    ['notifications', '/notifications', 'critical and worse'],
    ['trends', '/clusters/prod/trends', 'Age of the newest completed backup'],
    ['sets', '/clusters/prod', /verified \d/],
    ['runs', '/clusters/prod/runs', `deletion ${deletionId}`],
    ['schedules', '/clusters/prod/schedules', 'Recent times as a table'],
    ['retention', '/clusters/prod/retention', 'no rule keeps it'],
    ['a completed backup', `/clusters/prod/backups/${backupId}`, 'run-finished'],
    ['a failed backup', `/clusters/staging/backups/${failed}`, 'Why it failed'],
    ['a rejected backup', `/clusters/staging/backups/${rejected}`, 'Why it was rejected'],
    ['a deletion', `/clusters/prod/deletions/${deletionId}`, 'run-finished'],
    ['a plan', `/clusters/prod/restores/${planned.restoreId}`, 'What will be lost'],
    ['a restore that waits', `/clusters/prod/restores/${begun}`, 'Waiting for you'],
    ['a run that is not there', '/clusters/prod/backups/5', 'There is no such backup'],
    ['a page that is not there', '/nope', 'Nothing is at this address'],
    ['no page of a cluster', '/clusters/prod/else', 'Nothing is at this address'],
    ['no schedules', '/clusters/staging/schedules', 'Nothing is scheduled'],
    ['no retention', '/clusters/staging/retention', 'No retention is configured'],
  ];
}
