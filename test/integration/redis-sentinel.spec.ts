import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StepName } from '#domain';
import { FailoverWorld } from '../support/failover-world.ts';
import { MASTER_NAME, SentinelGroup } from '../support/sentinels.ts';

let group: SentinelGroup;
let world: FailoverWorld;

beforeAll(async () => {
  group = await SentinelGroup.create();
  world = await FailoverWorld.create({
    sentinels: { masterName: MASTER_NAME, addresses: group.addresses },
  });
});
afterAll(async () => {
  await world.close();
  await group.stop();
});

beforeEach(async () => {
  await group.inStep();
  await world.quiet();
});

describe('a failover of Sentinel in the pause', () => {
  it.each<StepName>(['snapshot-records', 'backup-zeebe'])(
    'during %s, by an operator: the run completes on the new primary',
    async (step) => {
      const id = await world.during(step);
      const { primary } = await group.roles();
      await group.failover();
      await group.promoted(primary);
      expect(await world.ended(id)).toBe('completed');
      await world.nextCompletes();
    },
  );

  it.each<StepName>(['snapshot-records', 'backup-zeebe'])(
    'during %s, because the primary was killed: the run ends truthfully',
    async (step) => {
      const id = await world.during(step);
      const { primary } = await group.roles();
      await primary.kill();
      await group.promoted(primary);
      await world.ended(id);
      await primary.start();
      await world.nextCompletes();
    },
  );

  it('because the primary fell silent: what it still has to say is not waited for', async () => {
    const id = await world.during('snapshot-records');
    const { primary } = await group.roles();
    primary.freeze();
    await group.promoted(primary);
    await world.ended(id);
    primary.thaw();
    await group.inStep();
    await world.nextCompletes();
  });

  it('to a replica that never heard of the run: exporting is resumed, and the next backup completes', async () => {
    const { primary } = await group.roles();
    const replica = await group.cutReplica();
    const id = await world.during('snapshot-records');
    await primary.kill();
    await group.promoted(primary);
    await world.exportsAgain();
    expect(await world.knows(id)).toBe(false);
    // Once it is a replica again, it may follow.
    await replica.ask((redis) => redis.config('SET', 'masterauth', ''));
    await primary.start();
    await world.nextCompletes();
  });
});
