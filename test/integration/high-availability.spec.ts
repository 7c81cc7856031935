import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AppName } from '#contracts';
import { CertificateAuthority } from '../support/certificates.ts';
import { FailoverWorld } from '../support/failover-world.ts';
import { MASTER_NAME, SentinelGroup } from '../support/sentinels.ts';

/** As in production: two of each process, Sentinels, and TLS to all of them by a private authority. */
let authority: CertificateAuthority;
let group: SentinelGroup;
let world: FailoverWorld;

beforeAll(async () => {
  authority = new CertificateAuthority();
  const { ca } = authority;
  group = await SentinelGroup.create({ tls: { ca, ...authority.issue('IP:127.0.0.1') } });
  world = await FailoverWorld.create(
    { sentinels: { masterName: MASTER_NAME, addresses: group.addresses, tls: { ca } }, tls: { ca } },
    true,
  );
});
afterAll(async () => {
  await world.close();
  await group.stop();
  authority.remove();
});

beforeEach(async () => {
  await group.inStep();
  await world.quiet();
});

describe('two of each process next to Sentinel, by TLS', () => {
  it('back up', async () => {
    await world.nextCompletes();
  });

  it.each<[AppName, 'snapshot-records' | 'backup-zeebe']>([
    ['coordinator', 'snapshot-records'],
    ['worker-records', 'snapshot-records'],
    ['worker-zeebe', 'backup-zeebe'],
  ])('lose one %s and the primary during %s: the run ends truthfully', async (app, step) => {
    const id = await world.during(step);
    const { primary } = await group.roles();
    await world.kill(app);
    await primary.kill();
    await group.promoted(primary);
    await world.ended(id);
    await primary.start();
    await world.nextCompletes();
    await world.revive(app);
  });

  it('lose one of each at once, with a failover by an operator: the others complete the run', async () => {
    const id = await world.during('snapshot-records');
    const { primary } = await group.roles();
    await world.killSite();
    await group.failover();
    await group.promoted(primary);
    expect(await world.ended(id)).toBe('completed');
    await world.nextCompletes();
  });
});
