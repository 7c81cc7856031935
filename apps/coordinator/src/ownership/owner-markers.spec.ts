import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { StepFailure, type RunRecord } from '#domain';
import type { SnapshotRequest } from '#search';
import type { IdentityStore, LeaseStore } from '#redis';
import type { ClusterClients } from '#engine';
import { Identities } from './identities.ts';
import { OwnerMarkers } from './owner-markers.ts';

const cluster = {
  name: 'prod',
  records: { repository: 'camunda', indexPrefix: 'zeebe-record' },
} as ClusterConfig;
const run = { cluster: 'prod', kind: 'backup', number: 7, setId: 7, runId: 'r', fence: 1 } as RunRecord;

let engine: string | null;
let known: { installation: string | null; engine: string | null };
let snapshots: { snapshot: string; metadata: Record<string, unknown> }[];
let changes: string[];
let leases: LeaseStore;
let markers: OwnerMarkers;
beforeEach(() => {
  engine = 'e-1';
  known = { installation: null, engine: null };
  snapshots = [];
  changes = [];
  const records = {
    ping: () => Promise.resolve({ uuid: engine }),
    names: () => Promise.resolve(snapshots.map(({ snapshot }) => ({ snapshot }))),
    describe: (_: string, names: string[]) =>
      Promise.resolve(snapshots.filter(({ snapshot }) => names.includes(snapshot))),
    runningSnapshots: () => Promise.resolve([]),
    create: ({ snapshot, metadata }: SnapshotRequest) => {
      changes.push('create');
      snapshots.push({ snapshot, metadata });
      return Promise.resolve();
    },
    delete: (_: string, name: string) => {
      changes.push('delete');
      snapshots = snapshots.filter(({ snapshot }) => snapshot !== name);
      return Promise.resolve();
    },
  };
  const config = { steps: { callTimeout: 1_000 } } as HoldfastConfig;
  const identities = {
    find: () => Promise.resolve(known),
    claim: (_: string, installation: string) =>
      Promise.resolve((known = { ...known, installation: known.installation ?? installation }).installation),
    seen: (_: string, uuid: string) => Promise.resolve((known = { ...known, engine: uuid })),
  } as unknown as IdentityStore;
  leases = { renew: () => Promise.resolve({ remainingMs: () => 10_000 }) } as unknown as LeaseStore;
  const clients = { of: () => ({ records }) } as unknown as ClusterClients;
  markers = new OwnerMarkers(
    config,
    leases,
    identities,
    clients,
    new Identities(config, identities, clients),
  );
});

describe('OwnerMarkers', () => {
  it('gives a cluster an id and its repository a marker, once', async () => {
    const first = await markers.ensure(run, cluster);
    expect(first).toEqual({
      cluster: 'prod',
      installation: known.installation,
      engine: 'e-1',
      prefix: 'zeebe-record',
    });
    expect(snapshots).toEqual([
      {
        snapshot: `holdfast-owner-${known.installation}`,
        metadata: {
          holdfast: {
            schemaVersion: 1,
            cluster: 'prod',
            installation: known.installation,
            engine: 'e-1',
            prefix: 'zeebe-record',
          },
        },
      },
    ]);
    expect(await markers.ensure(run, cluster)).toEqual(first);
    expect(changes).toEqual(['create']);
    expect(known.engine).toBe('e-1');
  });

  it('leaves a marker alone that a newer version wrote', async () => {
    await markers.ensure(run, cluster);
    (snapshots[0]!.metadata as { holdfast: Record<string, unknown> }).holdfast['schemaVersion'] = 2;
    const before = JSON.stringify(snapshots);
    await expect(markers.ensure(run, cluster)).rejects.toThrow(
      'has schema version 2, and this build reads 0 and 1',
    );
    expect(JSON.stringify(snapshots)).toBe(before);
    expect(changes).toEqual(['create']);
  });

  it('takes up its marker again when Redis lost the id, and none of another cluster or engine', async () => {
    const { installation } = await markers.ensure(run, cluster);
    known = { installation: null, engine: null };
    expect((await markers.recall(cluster, {})).own.installation).toBe(installation);
    for (const over of [{ cluster: 'other' }, { engine: 'e-2' }, { prefix: 'x' }]) {
      known = { installation: null, engine: null };
      const [marker] = snapshots;
      const before = marker!.metadata;
      marker!.metadata = { holdfast: { ...(before['holdfast'] as object), ...over } };
      expect((await markers.recall(cluster, {})).own.installation).toBeNull();
      marker!.metadata = before;
    }
  });

  it('writes its own marker again when the cluster has moved to another engine', async () => {
    const { installation } = await markers.ensure(run, cluster);
    engine = 'e-2';
    expect(await markers.ensure(run, cluster)).toMatchObject({ installation, engine: 'e-2' });
    expect(changes).toEqual(['create', 'delete', 'create']);
    expect(snapshots[0]?.metadata).toMatchObject({ holdfast: { engine: 'e-2' } });
  });

  it('leaves the marker of another installation as it is', async () => {
    snapshots = [{ snapshot: 'holdfast-owner-x', metadata: {} }];
    const { own, markers: found } = await markers.recall(cluster, {});
    expect(own.installation).toBeNull();
    expect(found).toEqual([
      { snapshot: 'holdfast-owner-x', installation: 'x', cluster: null, engine: null, prefix: null },
    ]);
    expect(changes).toEqual([]);
  });

  it('writes nothing once its lease is over', async () => {
    const gone = StepFailure.transient('unreachable', 'away');
    const late = { ...run };
    leases.renew = () => Promise.reject(gone);
    await expect(markers.ensure(late, cluster)).rejects.toBe(gone);
    expect(snapshots).toEqual([]);
  });
});
