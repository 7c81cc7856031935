import type { BackedUp, GenerationName } from '#domain';
import type { CallOptions } from '#http';
import type { BackupApi } from './ports/backup.api.ts';
import type { Diagnostic } from './ports/diagnostic.ts';
import type { GeneratedBackupApi } from './ports/generated-backup.api.ts';
import type { ExportingApi } from './ports/exporting.api.ts';
import type { InfoApi } from './ports/info.api.ts';
import type { RestoreApi } from './ports/restore.api.ts';
import type { TopologyApi } from './ports/topology.api.ts';
import type { BrokerFiguresClient } from './zeebe/broker-figures.client.ts';

/** All clients of one cluster, by what they do, for any generation. */
export interface CamundaClients {
  generation: GenerationName;
  /** Of each deployed component that is backed up by Camunda itself. */
  backups: Partial<Record<BackedUp, BackupApi>> & { zeebe: BackupApi };
  exporting: ExportingApi;
  topology: TopologyApi;
  figures: BrokerFiguresClient;
  info: Partial<Record<BackedUp, InfoApi>> & { zeebe: InfoApi };
  /** Null where the ids of backups are chosen by the caller. */
  generated: GeneratedBackupApi | null;
  /** Null where a restore is an application of its own, before 8.10. */
  restore: RestoreApi | null;
  /**
   * Every broker; the gateway where none is configured.
   * @throws what `call.signal` is aborted with
   */
  brokers: (call?: CallOptions) => Promise<readonly InfoApi[]>;
  diagnostics: readonly Diagnostic[];
}
