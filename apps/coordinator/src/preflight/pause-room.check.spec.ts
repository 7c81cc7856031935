import { describe, expect, it } from '@jest/globals';
import type { BrokerFigures, PartitionReplica } from '#domain';
import type { ClientsOfCluster } from '#engine';
import { pauseRoomCheck } from './pause-room.check.ts';

const GIB = 1024 ** 3;
const replicas = [{ broker: 'zeebe-0:9600', partitionId: 1 }] as PartitionReplica[];

/** A broker with this much free that wrote this much until each look. */
function cluster(freeBytes: number | null, ...written: number[]) {
  let looks = 0;
  const read = (): Promise<BrokerFigures[]> => {
    const records = written[Math.min(looks, written.length - 1)] ?? 0;
    const figures: BrokerFigures = {
      broker: 'zeebe-0:9600',
      disks: freeBytes === null ? [] : [{ path: '/data', freeBytes }],
      written: [{ partitionId: 1, records }],
      uptimeSeconds: 1_000 + 2 * looks,
    };
    looks += 1;
    return Promise.resolve([figures]);
  };
  const clients = { figures: { read }, topology: { read: () => Promise.resolve(replicas) } };
  return { clients: clients as unknown as ClientsOfCluster, looks: () => looks };
}

const check = ({ clients }: { clients: ClientsOfCluster }) =>
  pauseRoomCheck(clients, { pauseBudget: 900_000, zeebe: { recordBytes: 2_048 } }, { timeoutMs: 1_000 });

describe('pauseRoomCheck', () => {
  it('passes at once where far more is free than is written', async () => {
    const broker = cluster(500 * GIB, 100_000);
    expect(await check(broker)).toMatchObject({
      ok: true,
      message:
        'broker zeebe-0:9600 has 500.0 GiB free at /data and keeps 2.0 GiB of it; 100 records/s for 15m take 0.2 GiB',
    });
    expect(broker.looks()).toBe(1);
  });

  it('fails when the disk would be full before the end of the budget, and names a budget that it carries', async () => {
    const refused = await check(cluster(2.1 * GIB, 1_000_000, 1_002_000));
    expect(refused).toMatchObject({ ok: false, component: 'zeebe' });
    expect(refused.message).toContain('1000 records/s for 15m take 1.7 GiB: it would stop processing');
    // 0.1 GiB are used up within a minute: no budget helps.
    expect(refused.remedy).not.toContain('pauseBudget');
  });

  it('names the budget that the disk carries', async () => {
    const refused = await check(cluster(3 * GIB, 1_000_000, 1_002_000));
    expect(refused.remedy).toContain('lower clusters[].pauseBudget to at most 8m');
  });

  it('measures the moment where the mean leaves little room: a peak counts', async () => {
    expect(await check(cluster(3 * GIB, 100_000, 100_020))).toMatchObject({ ok: true });
    const peak = cluster(3 * GIB, 100_000, 104_000);
    expect(await check(peak)).toMatchObject({ ok: false });
    expect(peak.looks()).toBe(2);
  });

  it('fails a broker that has already less than it needs to process', async () => {
    const full = await check(cluster(GIB, 0, 0));
    expect(full).toMatchObject({ ok: false });
    expect(full.remedy).not.toContain('pauseBudget');
  });

  it('does not judge brokers that do not show the figures', async () => {
    expect(await check(cluster(null, 5))).toMatchObject({
      ok: true,
      message: expect.stringMatching(/^not weighed/),
    });
  });
});
