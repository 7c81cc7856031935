import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { pausesExporting, type PreflightCheck, type RunRecord } from '#domain';
import { backupsOfSets, ClusterClients, CONFIG } from '#engine';
import { procedureCheck, softPauseCheck, versionCheck } from './backup-api.checks.ts';
import { DatabaseCommands } from '../databases/database-commands.ts';
import { databaseCheck } from '../databases/database.check.ts';
import { OwnerChecks } from '../ownership/owner.checks.ts';
import { QueueWorkers } from '../checks/queue-workers.ts';
import { importPositionChecks, recordsChecks } from './records.checks.ts';
import { repositoryQuiet, repositoryRoom, repositoryVerified } from '../checks/repository.checks.ts';
import { backupApiCheck, listTimeout } from '../checks/backup-list.check.ts';
import { logRangeCheck } from './log-range.check.ts';
import { pauseRoomCheck } from './pause-room.check.ts';
import { privilegesHeld } from '../checks/privileges.check.ts';
import { workersCheck } from '../checks/workers.check.ts';
import { zeebeChecks } from './zeebe.checks.ts';

/** Everything that must be true before a backup touches anything. Only looks; may be repeated. */
@Injectable()
export class Preflight {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly clients: ClusterClients,
    private readonly workers: QueueWorkers,
    private readonly owners: OwnerChecks,
    private readonly databases: DatabaseCommands,
  ) {}

  /** @returns one line per check, in a fixed order, whether it passed or not */
  async examine(run: RunRecord, cluster: ClusterConfig): Promise<PreflightCheck[]> {
    const clients = this.clients.of(cluster.name);
    const call = { timeoutMs: this.config.steps.callTimeout };
    const list = { timeoutMs: listTimeout(this.config.steps) };
    const managed = Object.values(clients.info);
    const soft = pausesExporting(run) ? [softPauseCheck(clients.info.zeebe, cluster, call)] : [];
    const room = pausesExporting(run) ? [pauseRoomCheck(clients, cluster, call)] : [];
    const { generated } = clients;
    return Promise.all([
      procedureCheck(run, cluster),
      workersCheck(run, this.workers),
      ...managed.map((info) => versionCheck(info.component, info, run.version, call)),
      ...soft,
      ...zeebeChecks(clients, call, cluster),
      ...room,
      ...(cluster.database ? [databaseCheck(this.databases, cluster.database)] : []),
      ...(generated ? [logRangeCheck({ ...clients, generated }, call)] : []),
      ...backupsOfSets(clients).map((api) => backupApiCheck(api, run.setId, { call, list })),
      ...(cluster.records.engine === 'none' ? [] : this.engineChecks(run, cluster)),
    ]);
  }

  /** What the search engine must be able to do. */
  private engineChecks(run: RunRecord, cluster: ClusterConfig): Promise<PreflightCheck>[] {
    const clients = this.clients.of(cluster.name);
    const call = { timeoutMs: this.config.steps.callTimeout };
    return [
      privilegesHeld(clients.records, call),
      repositoryVerified(clients.records, cluster.records, call),
      repositoryQuiet(clients.records, cluster.records, call),
      repositoryRoom(clients.records, cluster, call),
      ...recordsChecks(clients, cluster, run.setId, call),
      ...this.owners.examine(cluster),
      ...importPositionChecks(clients, cluster, call),
    ];
  }
}
