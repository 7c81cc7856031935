import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { Verification } from '#contracts';
import { SetNotes } from '#redis';
import { parsePartName, StepFailure, type Component, type PreflightCheck } from '#domain';
import { ClusterClients } from '#engine';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { check, CheckFailed, asStored } from '../checks/check.ts';
import { requireSet } from './require-set.ts';
import { setRangeCheck } from './set-range.check.ts';
import { onceCheck, partitionsCheck, setChecks } from './set-checks.ts';

/** The longest time for reading a snapshot, which may have many shards (ms). */
const SNAPSHOT_MS = 60_000;
const CALLER = 'holdfast (verify)';

/** Looks at everything a set consists of, and keeps what came of it. Changes nothing on the cluster. */
@Injectable()
export class Verifier {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly clients: ClusterClients,
    private readonly notes: SetNotes,
  ) {}

  /**
   * Every part by name and number, every snapshot as far as the engine can check it, Zeebe and its partitions, one
   * window. Idempotent.
   * @throws ProblemError unknown-backup | set-running | store-unavailable
   */
  async verify(cluster: ClusterConfig, backupId: number): Promise<Verification> {
    const { name } = cluster;
    const known = await this.catalogue.examine(name, backupId);
    const set = requireSet(known, 'verify it when it has ended');
    const snapshots = set.parts.flatMap((part) => part.snapshots);
    const clients = this.clients.of(name);
    const { generated } = clients;
    const looked = [
      ...setChecks(known, known.inventory.problems),
      ...(await this.snapshotChecks(cluster, snapshots)),
      await this.once(cluster, snapshots),
      partitionsCheck(set.partitions, await this.partitionCount(cluster)),
      ...(generated ? [await setRangeCheck({ ...clients, generated }, known.run, { caller: CALLER })] : []),
    ];
    const checks = looked.map(asStored);
    const ok = checks.every((each) => each.ok);
    const verification: Verification = { backupId, verifiedAt: new Date().toISOString(), ok, checks };
    await this.notes.verified(name, verification);
    return verification;
  }

  /** One after the other: each reads as many files as the snapshot has shards. */
  private async snapshotChecks(
    cluster: ClusterConfig,
    snapshots: readonly string[],
  ): Promise<PreflightCheck[]> {
    const { records } = this.clients.of(cluster.name);
    const checks: PreflightCheck[] = [];
    for (const snapshot of snapshots) {
      const component: Component = parsePartName(snapshot)?.app ?? 'records';
      checks.push(
        await check({ name: snapshot, component }, async () => {
          const call = { timeoutMs: SNAPSHOT_MS, caller: CALLER };
          const { ok, message } = await records.verifySnapshot(cluster.records.repository, snapshot, call);
          if (ok) return message;
          throw new CheckFailed(message, 'Do not rely on this set: take a new backup.');
        }),
      );
    }
    return checks;
  }

  private async once(cluster: ClusterConfig, snapshots: readonly string[]): Promise<PreflightCheck> {
    if (snapshots.length === 0) return onceCheck([]);
    const { records } = this.clients.of(cluster.name);
    const call = { timeoutMs: SNAPSHOT_MS, caller: CALLER };
    const described = await records.describe(cluster.records.repository, snapshots, call);
    return onceCheck(described);
  }

  private async partitionCount(cluster: ClusterConfig): Promise<number | null> {
    try {
      const { topology } = this.clients.of(cluster.name);
      return (await topology.topology({ caller: CALLER })).partitionCount;
    } catch (error) {
      if (error instanceof StepFailure) return null;
      throw error;
    }
  }
}
