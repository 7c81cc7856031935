import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FailoverWorld } from '../support/failover-world.ts';
import { networksAreMissing, TwoPlaces } from '../support/network.ts';
import { MASTER_NAME, SentinelGroup } from '../support/sentinels.ts';

const missing = networksAreMissing();

/** The primary is in one place, its replica and the Sentinels in another one; Holdfast and Camunda are here. */
(missing === null ? describe : describe.skip)('a network that is divided in the pause', () => {
  let places: TwoPlaces;
  let group: SentinelGroup;
  let world: FailoverWorld;

  beforeAll(async () => {
    places = new TwoPlaces();
    group = await SentinelGroup.create({ places: [places.first, places.second] });
    world = await FailoverWorld.create({
      sentinels: { masterName: MASTER_NAME, addresses: group.addresses },
    });
  });
  afterAll(async () => {
    await world.close();
    await group.stop();
    places.remove();
  });

  beforeEach(async () => {
    places.heal();
    await group.inStep();
    // Every case begins with the primary in the first place.
    if ((await group.roles()).primary.host !== places.first.host) {
      const { primary } = await group.roles();
      await group.failover();
      await group.promoted(primary);
      await group.inStep();
    }
    await world.quiet();
  });

  it('keeps the primary from the Sentinels, but not from Holdfast: what it still takes is lost, and Holdfast leaves it', async () => {
    const id = await world.during('snapshot-records');
    const { primary } = await group.roles();
    places.cutBetween();
    await group.promoted(primary);
    // It takes writes: it does not know that it was replaced.
    expect(await primary.ask((redis) => redis.set('written-to-the-former-primary', '1'))).toBe('OK');
    await world.exportsAgain();
    await world.ended(id);
    places.heal();
    await group.inStep();
    expect(await primary.ask((redis) => redis.get('written-to-the-former-primary'))).toBeNull();
    await world.nextCompletes();
  });

  it('keeps the primary from everything: the replica takes over', async () => {
    const id = await world.during('backup-zeebe');
    const { primary } = await group.roles();
    places.cutFirst();
    places.cutBetween();
    await group.promoted(primary);
    await world.ended(id);
    places.heal();
    await world.nextCompletes();
  });

  it('keeps the primary from Holdfast alone, so that none takes over: exporting is still resumed', async () => {
    const id = await world.during('snapshot-records');
    places.cutFirst();
    await world.exportsAgain();
    places.heal();
    await world.ended(id);
    await world.nextCompletes();
  });
});

if (missing !== null) it.skip(`needs network namespaces: ${missing}`, () => undefined);
