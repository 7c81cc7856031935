import type { ClusterContext } from '../../cluster/cluster.context.ts';
import type { PartitionLog } from '../../engine/log-record.ts';
import type { RecordLogs } from '../../engine/record-logs.ts';
import type { BackupStore } from '../../zeebe/backup-store.port.ts';
import { partitionDuration } from '../../zeebe/partition-duration.ts';
import type { PartitionBackup, ZeebeBackup } from '../../zeebe/zeebe.state.ts';
import { folderOf, isManifest, manifestKey, parseManifest, partOf, sha256 } from './backup-manifest.ts';
import type { Manifest } from './backup-manifest.ts';
import type { BackupObjects } from './backup-objects.ts';
import { reasonOf } from './search-engine.ts';
import { objectsOf, partitionOf } from './partition-objects.ts';
import { Serial } from './serial.ts';

const jsonType = 'application/json';

/**
 * Backups as objects of a real S3 store, each partition with a manifest next to its state and its records. What is stored
 * there decides: `refresh` takes it over, and a restore reads it. Requests to the store are made one after the other.
 */
export class S3BackupStore implements BackupStore {
  private readonly serial = new Serial();
  /** Manifests by key, with the ETag that they were read under. */
  private readonly read = new Map<string, { readonly etag: string; readonly manifest: Manifest }>();

  /** Parts that have started and are not in the store yet, as `backup/partition`. */
  private readonly unsaved = new Set<string>();
  /** The last restore of each broker. */
  private readonly restores = new Map<number, symbol>();

  constructor(
    private readonly cluster: ClusterContext,
    private readonly objects: Pick<BackupObjects, 'put' | 'get' | 'list' | 'delete'>,
    private readonly logs: RecordLogs,
  ) {}

  refresh(): Promise<void> {
    return this.serial.run(async () => {
      const manifests = await this.manifests();
      const { zeebe } = this.cluster.state;
      const before = zeebe.backups;
      const stored = new Map<number, ZeebeBackup>();
      const backup = (backupId: number): ZeebeBackup => {
        const failing = before.find((each) => each.backupId === backupId)?.failing ?? {};
        const found = stored.get(backupId) ?? { backupId, failing, partitions: [] };
        stored.set(backupId, found);
        return found;
      };
      for (const manifest of manifests) backup(manifest.backupId).partitions.push(partOf(manifest));
      for (const { backupId, partitions } of before) {
        const unsaved = partitions.filter(({ partitionId }) =>
          this.unsaved.has(`${backupId}/${partitionId}`),
        );
        // One that was accepted has nothing in the store until its first partition begins.
        if (unsaved.length > 0 || partitions.length === 0) backup(backupId).partitions.push(...unsaved);
      }
      zeebe.backups = [...stored.values()];
    });
  }

  save(backupId: number, part: PartitionBackup): void {
    const { partitionId } = part;
    const content = this.logs.contentOf(partitionId);
    if (content === undefined) return;
    // Of the moment at which the backup begins: the log moves on.
    const objects = objectsOf(content);
    const manifest = this.manifestOf(backupId, { ...part }, objects);
    const name = `${backupId}/${partitionId}`;
    this.unsaved.add(name);
    this.begin(async () => {
      await this.put(manifest).finally(() => this.unsaved.delete(name));
      await this.putObjects(manifest, objects);
      const task = { kind: 'partition-backup-ends', backupId, partitionId } as const;
      this.cluster.timeline.after(partitionDuration(this.cluster, partitionId), task);
    });
  }

  ended(backupId: number, part: PartitionBackup): void {
    const end = { ...part };
    this.begin(async () => {
      // In the folder of the broker where it began, whichever leads now. One that was deleted meanwhile stays deleted.
      const [begun] = await this.manifests(`${end.partitionId}/${backupId}/`);
      if (begun !== undefined) await this.put({ ...begun, ...end });
    });
  }

  delete(backupId: number): Promise<void> {
    return this.serial.run(async () => {
      for (const { partitionId } of this.cluster.state.zeebe.partitions) {
        await this.deleteFolder(`${partitionId}/${backupId}/`);
      }
    });
  }

  losePartition(backupId: number, partitionId: number): void {
    this.begin(() => this.deleteFolder(`${partitionId}/${backupId}/`));
  }

  fetch(broker: number, backupId: number, partitionIds: readonly number[]): void {
    const task = { kind: 'broker-restored', broker, backupId } as const;
    const restore = Symbol();
    this.restores.set(broker, restore);
    const fetchAll = async () => {
      for (const partitionId of partitionIds) await this.keepFetched(backupId, partitionId);
    };
    this.serial
      .run(fetchAll)
      .catch((error: unknown) => {
        const detail = { event: 'backup could not be read', backupId, reason: reasonOf(error) };
        this.cluster.record(`broker-${broker}`, 'broker', detail);
      })
      .finally(() => {
        // The broker was emptied meanwhile, and is being restored again.
        if (this.restores.get(broker) !== restore) return;
        this.cluster.timeline.after(this.cluster.state.settings.zeebe.restoreDurationMs, task);
        this.cluster.changed();
      });
  }

  fetchPart(backupId: number, partitionId: number): Promise<void> {
    return this.serial.run(() => this.keepFetched(backupId, partitionId));
  }

  /** Fulfilled when all started requests are over. */
  settled(): Promise<void> {
    return this.serial.idle();
  }

  /** What fails here leaves a backup without an end, as with a broker whose store is down; the reason is in the effect log. */
  private begin(work: () => Promise<void>): void {
    void this.serial
      .run(work)
      .catch((error: unknown) => {
        const detail = { event: 'backup store fails', reason: reasonOf(error) };
        this.cluster.record('zeebe', 'component', detail);
      })
      .finally(() => this.cluster.changed());
  }

  private async keepFetched(backupId: number, partitionId: number): Promise<void> {
    const [manifest] = await this.manifests(`${partitionId}/${backupId}/`);
    if (manifest === undefined) return;
    this.logs.keepFetched(backupId, partitionId, await this.contentOf(manifest));
  }

  private async manifests(prefix = ''): Promise<Manifest[]> {
    const manifests: Manifest[] = [];
    for (const { key, etag } of await this.objects.list(prefix)) {
      if (!isManifest(key)) continue;
      let known = this.read.get(key);
      if (known?.etag !== etag) {
        known = { etag, manifest: parseManifest(await this.objects.get(key)) };
        this.read.set(key, known);
      }
      manifests.push(known.manifest);
    }
    return manifests;
  }

  private async put(manifest: Manifest): Promise<void> {
    await this.objects.put(manifestKey(manifest), JSON.stringify(manifest), jsonType);
  }

  private async putObjects(manifest: Manifest, objects: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(objects))
      await this.objects.put(folderOf(manifest) + name, text, jsonType);
  }

  /** @throws Error when an object is missing or is not what was stored */
  private async contentOf(manifest: Manifest): Promise<PartitionLog> {
    const objects: Record<string, string> = {};
    for (const [name, checksum] of Object.entries(manifest.checksums)) {
      const text = await this.objects.get(folderOf(manifest) + name);
      if (sha256(text) !== checksum) throw new Error(`${folderOf(manifest)}${name} is damaged`);
      objects[name] = text;
    }
    return partitionOf(objects);
  }

  private async deleteFolder(prefix: string): Promise<void> {
    const entries = await this.objects.list(prefix);
    await this.objects.delete(entries.map(({ key }) => key));
  }

  private manifestOf(backupId: number, part: PartitionBackup, objects: Record<string, string>): Manifest {
    const { zeebe } = this.cluster.state;
    const leader = zeebe.partitions.find(({ partitionId }) => partitionId === part.partitionId)?.leader;
    return {
      ...part,
      backupId,
      nodeId: leader ?? 0,
      numberOfPartitions: zeebe.partitions.length,
      brokerVersion: this.cluster.config.version,
      checksums: Object.fromEntries(Object.entries(objects).map(([name, text]) => [name, sha256(text)])),
    };
  }
}
