import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { ClusterConfig } from '#config';
import type { JournalEvent, Manifest } from '#contracts';
import { RunStore } from '#redis';
import { dumpOf, parsePartName, rfc3339, SCHEMAS, type RunRecord } from '#domain';
import type { SnapshotEntry } from '#search';
import { ClusterClients } from '#engine';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { requireSet } from './require-set.ts';

const CALL = { caller: 'holdfast (manifest)' };
const PAGE = 500;

/** Writes down what a set consists of and how it was taken. */
@Injectable()
export class Manifests {
  constructor(
    private readonly store: RunStore,
    private readonly catalogue: CatalogueService,
    private readonly clients: ClusterClients,
  ) {}

  /**
   * Idempotent; changes nothing.
   * @throws ProblemError unknown-backup | set-running | store-unavailable
   */
  async of(cluster: ClusterConfig, backupId: number): Promise<Manifest> {
    const { name } = cluster;
    const known = await this.catalogue.examine(name, backupId);
    const set = requireSet(known, 'it has no manifest yet');
    const { run } = known;
    const measured = run?.measured ?? null;
    const { backups, generated } = this.clients.of(name);
    const zeebeId = generated === null ? backupId : (measured?.zeebeBackupId ?? null);
    const [snapshots, checkpoints, journal] = await Promise.all([
      this.snapshots(
        cluster,
        set.parts.flatMap((part) => part.snapshots),
      ),
      zeebeId === null
        ? {}
        : backups.zeebe.checkpoints(zeebeId, CALL).catch((): Record<string, number> => ({})),
      run ? this.journalHash(name, backupId) : null,
    ]);
    return {
      schemaVersion: SCHEMAS.snapshot.version,
      backupId,
      cluster: name,
      writtenAt: new Date().toISOString(),
      state: set.state,
      run: run && runOf(run),
      origin: set.origin,
      versions: Object.fromEntries(
        set.parts.flatMap(({ component, version }) => (version === null ? [] : [[component, version]])),
      ),
      snapshots: snapshots.map(snapshotOf),
      zeebe: {
        backupId: zeebeId,
        partitions: set.partitions,
        message: set.parts.find(({ component }) => component === 'zeebe')?.message ?? '',
        exportedAtPause: measured?.positions ?? {},
        checkpoints,
      },
      database: databaseOf(cluster, run),
      documents: measured?.documents ?? null,
      journalSha256: journal,
    };
  }

  private async snapshots(cluster: ClusterConfig, names: readonly string[]): Promise<SnapshotEntry[]> {
    if (names.length === 0) return [];
    const { records } = this.clients.of(cluster.name);
    return records.describe(cluster.records.repository, names, CALL);
  }

  private async journalHash(cluster: string, backupId: number): Promise<string> {
    const hash = createHash('sha256');
    let after = '0';
    for (;;) {
      const events: JournalEvent[] = await this.store.journal(cluster, backupId, {
        after,
        limit: PAGE,
      });
      for (const event of events) hash.update(`${JSON.stringify(event)}\n`);
      after = events.at(-1)?.id ?? after;
      if (events.length < PAGE) return hash.digest('hex');
    }
  }
}

function databaseOf({ database }: ClusterConfig, run: RunRecord | null): Manifest['database'] {
  const dump = dumpOf(run);
  if (database === undefined || dump === null) return null;
  const { startedAt, finishedAt, lastAnswer } = dump;
  return { kind: database.kind, startedAt, finishedAt, message: lastAnswer };
}

function runOf(run: RunRecord): NonNullable<Manifest['run']> {
  const { runId, fence, procedure, version, outcome, requestedAt, pausedAt, resumedAt, finishedAt, labels } =
    run;
  const steps = run.steps.map(({ name, state, startedAt, finishedAt: ended }) => ({
    name,
    state,
    startedAt,
    finishedAt: ended,
  }));
  const times = { requestedAt, pausedAt, resumedAt, finishedAt };
  return { runId, fence, procedure, version, outcome, ...times, labels, steps };
}

function snapshotOf(entry: SnapshotEntry): Manifest['snapshots'][number] {
  return {
    component: parsePartName(entry.snapshot)?.app ?? 'records',
    snapshot: entry.snapshot,
    uuid: entry.uuid,
    state: entry.state,
    indices: entry.indices,
    sizeBytes: entry.sizeBytes,
    startedAt: rfc3339(entry.startedAt),
    finishedAt: rfc3339(entry.finishedAt),
  };
}
