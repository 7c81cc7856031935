import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditListSchema, type Restore } from '#contracts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { aToken } from '../support/tokens.ts';
import { World } from '../support/world.ts';

/** Who asked for a restore, who confirmed what was done for it, and who stopped it. */
const [operator, admin, other] = [
  aToken('ci', 'operator'),
  aToken('root', 'admin'),
  aToken('night-shift', 'admin'),
];
let world: World;
let cluster: ClusterApi;
let backupId: number;
beforeAll(async () => {
  world = await World.create(['a'], {
    restore: () => ({ control: 'manual' }),
    config: {
      access: {
        tokens: [operator.entry, admin.entry, other.entry],
        rateLimit: { requestsPerMinute: 100_000 },
      },
    },
  });
  cluster = new ClusterApi(world.api.as(admin.token), 'a');
  backupId = (await cluster.backUp()).backupId;
});
afterAll(() => world.close());

const restoreOf = (restoreId: number) => `/api/v1/clusters/a/restores/${restoreId}`;
const confirm = (token: string, restoreId: number, body: Record<string, unknown>) =>
  world.api.as(token).post<Restore>(`${restoreOf(restoreId)}/confirm`, body);

async function waiting(restoreId: number): Promise<string> {
  const { waitingFor } = await cluster.untilRestore(restoreId, (restore) => restore.waitingFor !== null);
  return waitingFor?.action ?? '';
}

describe('a restore', () => {
  it('is planned by an operator, and run, confirmed and stopped by an admin alone', async () => {
    const planned = await new ClusterApi(world.api.as(operator.token), 'a').planned(backupId);
    const run = { hash: planned.plan.hash };
    const start = (token: string) =>
      world.api.as(token).post<Restore>(`${restoreOf(planned.restoreId)}/run`, run);
    expect((await start(operator.token)).status).toBe(403);
    const begun = await start(admin.token);
    expect(begun.body.run?.origin).toEqual({ type: 'person', by: 'root' });
    const action = await waiting(planned.restoreId);
    const answer = { action, ok: false, by: 'Max' };
    expect((await confirm(operator.token, planned.restoreId, answer)).status).toBe(403);
    expect((await world.api.as(operator.token).post(`${restoreOf(planned.restoreId)}/cancel`)).status).toBe(
      403,
    );
    expect((await confirm(other.token, planned.restoreId, answer)).status).toBe(202);
    const ended = await cluster.ended(planned.restoreId);
    // The name that was typed is not proven; that of the token is.
    expect(ended.run?.failure?.message).toContain('Max (by night-shift)');
  });

  it('that is stopped says by whom, and so does the audit trail', async () => {
    const restoreId = await cluster.begun(backupId);
    await waiting(restoreId);
    await world.api.as(other.token).post(`${restoreOf(restoreId)}/cancel`);
    await cluster.ended(restoreId);
    const journal = await world.api.as(admin.token).call<string>(`${restoreOf(restoreId)}/events`);
    expect(journal.body).toContain('asked to stop by night-shift');
    const audit = await until(
      async () => auditListSchema.parse((await world.api.as(admin.token).call('/api/v1/audit')).body).items,
      (items) =>
        items.some(({ action, target }) => action === 'restore.cancel' && target === String(restoreId)),
    );
    const done = audit.filter(({ target, status }) => target === String(restoreId) && status < 400);
    expect(done.map(({ who, action }) => `${who} ${action}`)).toEqual([
      'night-shift restore.cancel',
      'root restore.run',
      'root restore.plan',
    ]);
  });
});
