import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { StartBackup } from '#contracts';
import { BackupIdTaken, RunStore, type SlotClaim } from '#redis';
import { highestBackupId, nextBackupId, type BackupRun, type RunOrigin } from '#domain';
import { ProblemError } from '../http/problem.error.ts';
import { newBackup } from '../runs/new-run.ts';
import { RunStarter } from '../runs/run-starter.ts';
import { ClusterFactsReader } from './cluster-facts.reader.ts';

/** Starts backups. */
@Injectable()
export class BackupsService {
  constructor(
    private readonly store: RunStore,
    private readonly surveys: ClusterFactsReader,
    private readonly runs: RunStarter,
  ) {}

  /**
   * Takes the cluster's lock, gives the run its id and queues its preflight. Not idempotent: every call that is
   * accepted is a run of its own.
   * @param origin what started it
   * @param claim the planned time of a schedule for which it starts
   * @throws ProblemError cluster-busy | backup-id-not-above-last | invalid-request: an id for a cluster that chooses its own
   * @throws SlotTaken when the claim does not hold: nothing was started
   */
  async start(
    cluster: ClusterConfig,
    request: StartBackup,
    origin: RunOrigin,
    claim?: SlotClaim,
  ): Promise<BackupRun> {
    const { name } = cluster;
    if (request.backupId !== undefined && cluster.database) throw idsAreGenerated();
    await this.runs.refuseWhenBusy(name);
    const { version, knownIds } = await this.surveys.survey(cluster);
    const known = [...knownIds, await this.store.lastId(name)];
    const highest = highestBackupId(known);
    if (request.backupId !== undefined && request.backupId <= highest) throw notAbove(highest);
    const record = newBackup(cluster, {
      version,
      number: request.backupId ?? nextBackupId(Date.now(), known),
      labels: request.labels ?? {},
      origin,
    });
    try {
      return await this.runs.begin(record, cluster, claim);
    } catch (error) {
      throw error instanceof BackupIdTaken ? notAbove(error.lastId) : error;
    }
  }
}

function idsAreGenerated(): ProblemError {
  const message = 'this cluster chooses the ids of its backups itself; leave backupId out';
  return new ProblemError('invalid-request', `backupId: ${message}.`, {
    errors: [{ field: 'backupId', message }],
  });
}

function notAbove(highest: number): ProblemError {
  return new ProblemError(
    'backup-id-not-above-last',
    `backupId must be above ${highest}, the highest id known on this cluster. Leave it out to get one.`,
    {
      errors: [{ field: 'backupId', message: `must be above ${highest}` }],
    },
  );
}
