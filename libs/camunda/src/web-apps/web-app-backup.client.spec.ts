import { afterEach, describe, expect, it } from '@jest/globals';
import type { WebApp } from '#domain';
import { failureDetail } from '../failure-of.spec-support.ts';
import { messageIn } from '../http/answers.ts';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { WebAppBackupClient } from './web-app-backup.client.ts';

const ID = 1795413416;
const instance = 'f9f306f3-726a-4a66-96fe-d4f6eeb1bdac';
const operateSays = (status: number, message: string | null): Recorded => ({
  status,
  type: 'application/problem+json',
  body: { status, message, instance, type: 'Invalid request' },
});
const tasklistSays = (status: number, message: string): Recorded => ({
  status,
  type: 'application/problem+json',
  body: { status, message, instance: null },
});
const bareSpring = (status: number, path: string): Recorded => ({
  status,
  body: {
    timestamp: '2026-11-23T05:56:59.638+00:00',
    status,
    error: status === 404 ? 'Not Found' : 'Internal Server Error',
    path,
  },
});
const noRepository = 'No repository with name [camunda] could be found.';
const storeDown =
  'Encountered an error connecting to Elasticsearch while searching for snapshots. Repository name: [camunda].';
const exists = `A backup with ID [${ID}] already exists. Found snapshots: [camunda_operate_${ID}_8.6.0_part_1_of_6/pWu_BinvStGXC5VaobzAPA]`;
const running = 'Another backup is running at the moment';

type Trouble = [code: string, retryable: boolean, app: WebApp, answer: Recorded];

/** Adds what was answered, for the title of each case. */
const titled = (troubles: Trouble[]) =>
  troubles.map(([code, retryable, app, answer]) => {
    const { status = 200, body } = answer as { status?: number; body?: Record<string, unknown> };
    return {
      code,
      retryable,
      app,
      answer,
      message: `HTTP ${status} ${messageIn(body) ?? ''}`.trim().slice(0, 70),
    };
  });

describe('WebAppBackupClient', () => {
  let server: Replay;

  async function connect(app: WebApp, answers: Record<string, Recorded>): Promise<WebAppBackupClient> {
    server = await replay(answers);
    return new WebAppBackupClient({
      app,
      management: new ManagementClient({ component: app, baseUrl: server.url }),
    });
  }
  const trigger = async (app: WebApp, answer: Recorded) =>
    (await connect(app, { 'POST /actuator/backups': answer })).trigger(ID);
  const look = async (app: WebApp, answer: Recorded) =>
    (await connect(app, { [`GET /actuator/backups/${ID}`]: answer })).look(ID);

  afterEach(async () => {
    await server.close();
  });

  it.each<[WebApp, Recorded, string]>([
    ['operate', { body: { scheduledSnapshots: ['a', 'b', 'c'] } }, '3 snapshots scheduled'],
    ['tasklist', { body: { scheduledSnapshots: ['a'] } }, '1 snapshots scheduled'],
    [
      'optimize',
      { status: 202, body: { message: `Backup creation for ID ${ID} has been scheduled.` } },
      `Backup creation for ID ${ID} has been scheduled.`,
    ],
  ])('triggers %s', async (app, answer, message) => {
    await expect(trigger(app, answer)).resolves.toBe(message);
    expect(server.asked[0]!.body).toBe(`{"backupId":${ID}}`);
  });

  it.each(
    titled([
      ['id-in-use', false, 'operate', operateSays(400, exists)],
      ['id-in-use', false, 'tasklist', tasklistSays(400, exists)],
      [
        'id-in-use',
        false,
        'optimize',
        {
          status: 409,
          body: { errorCode: 'conflict', errorMessage: `A backup with ID [${ID}] already exists.` },
        },
      ],
      ['busy', true, 'operate', operateSays(400, running)],
      ['busy', true, 'tasklist', tasklistSays(400, running)],
      ['unavailable', true, 'operate', operateSays(400, storeDown)],
      ['unavailable', true, 'tasklist', tasklistSays(502, storeDown)],
      ['unavailable', true, 'optimize', { status: 502, body: { errorMessage: 'Elasticsearch is gone' } }],
      ['refused', false, 'operate', operateSays(400, noRepository)],
      ['refused', false, 'tasklist', tasklistSays(500, noRepository)],
      ['refused', false, 'tasklist', tasklistSays(404, 'No backup repository configured.')],
      [
        'refused',
        false,
        'operate',
        operateSays(400, 'BackupId must be a non-negative Integer. Received value: -5'),
      ],
      ['refused', false, 'operate', bareSpring(404, '/actuator/backups')],
      ['unexpected-answer', true, 'operate', { status: 500, body: { message: 'oops' } }],
      ['unexpected-answer', true, 'operate', { type: 'text/html', body: '<html>log in</html>' }],
      ['unexpected-answer', true, 'operate', { status: 204 }],
    ]),
  )('a trigger that $app answers with "$said" fails as $code', async ({ code, retryable, app, answer }) => {
    await expect(failureDetail(trigger(app, answer))).resolves.toMatchObject({
      code,
      retryable,
      component: app,
    });
  });

  it.each<[WebApp, string, Recorded]>([
    [
      'operate',
      '400 about an index just after the trigger',
      operateSays(400, 'Index 0 out of bounds for length 0'),
    ],
    ['operate', '400 without a message, once the JVM is warm', operateSays(400, null)],
    [
      'operate',
      '400 on OpenSearch while a part is taken',
      operateSays(400, `Exception occurred when searching for backup with ID [${ID}].`),
    ],
    ['operate', '404 on OpenSearch', operateSays(404, `No backup with id [${ID}] found.`)],
    ['tasklist', '500 without a message just after the trigger', bareSpring(500, `/actuator/backups/${ID}`)],
    ['tasklist', 'the same under a context path', bareSpring(500, `/tasklist/actuator/backups/${ID}`)],
    [
      'optimize',
      '404',
      { status: 404, body: { errorMessage: `No Optimize backup with ID [${ID}] could be found.` } },
    ],
  ])('takes an answer of %s for absent, not failed: %s', async (app, _, answer) => {
    await expect(look(app, answer)).resolves.toMatchObject({
      state: 'absent',
      done: 0,
      total: null,
      startedAt: null,
    });
  });

  it.each(
    titled([
      ['unavailable', true, 'operate', operateSays(400, storeDown)],
      ['unavailable', true, 'tasklist', tasklistSays(502, storeDown)],
      ['refused', false, 'operate', operateSays(400, noRepository)],
      ['refused', false, 'tasklist', tasklistSays(500, noRepository)],
      ['refused', false, 'tasklist', tasklistSays(404, 'No backup repository configured.')],
      ['refused', false, 'operate', operateSays(400, "Failed to convert value of type 'java.lang.String'")],
      ['unexpected-answer', true, 'operate', bareSpring(500, `/actuator/backups/${ID}`)],
      ['unexpected-answer', true, 'tasklist', tasklistSays(500, 'something else broke')],
      ['unavailable', true, 'optimize', { status: 503 }],
    ]),
  )(
    'a look that $app answers with "$said" fails as $code, which is not absence',
    async ({ code, retryable, app, answer }) => {
      await expect(failureDetail(look(app, answer))).resolves.toMatchObject({
        code,
        retryable,
        component: app,
      });
    },
  );

  it('lists in one call', async () => {
    const part = {
      snapshotName: 'camunda_optimize_17_8.6.0_part_1_of_2',
      state: 'SUCCESS',
      startTime: '2026-11-23T05:56:57.409+0000',
    };
    const body = [{ backupId: 17, state: 'INCOMPLETE', failureReason: null, details: [part] }];
    const client = await connect('optimize', { 'GET /actuator/backups': { body } });
    const startedAt = Date.parse('2026-11-23T05:56:57.409Z');
    await expect(client.list()).resolves.toEqual([
      { backupId: 17, state: 'incomplete', startedAt, message: 'INCOMPLETE, part 1 of 2', done: 1 },
    ]);
    expect(server.asked).toHaveLength(1);
  });

  it.each(
    titled([
      ['unavailable', true, 'operate', operateSays(400, storeDown)],
      ['unavailable', true, 'tasklist', tasklistSays(502, storeDown)],
      ['refused', false, 'tasklist', tasklistSays(500, noRepository)],
      ['refused', false, 'operate', bareSpring(404, '/actuator/backups')],
      ['unexpected-answer', true, 'operate', { body: { backups: [] } }],
    ]),
  )('a list that $app answers with "$said" fails as $code', async ({ code, retryable, app, answer }) => {
    const client = await connect(app, { 'GET /actuator/backups': answer });
    await expect(failureDetail(client.list())).resolves.toMatchObject({ code, retryable });
  });

  it('knows the empty list', async () => {
    await expect(
      (await connect('tasklist', { 'GET /actuator/backups': { body: '[ ]' } })).list(),
    ).resolves.toEqual([]);
  });
});
