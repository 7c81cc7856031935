import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { queueOf, type QueueName, type Run } from '#contracts';
import { COMPONENTS, type PreflightCheck } from '#domain';
import { ClusterClients, CONFIG } from '#step-worker';
import { backupApiCheck, procedureCheck, softPauseCheck, versionCheck } from './backup-api.checks.ts';
import { check, CheckFailed } from './check.ts';
import { QueueWorkers } from './queue-workers.ts';
import { importPositionChecks, recordsChecks } from './records.checks.ts';
import { zeebeChecks } from './zeebe.checks.ts';

/** Everything that must be true before a run touches anything. Only looks; may be repeated. */
@Injectable()
export class Preflight {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(ClusterClients) private readonly clients: ClusterClients,
    @Inject(QueueWorkers) private readonly workers: QueueWorkers,
  ) {}

  /** @returns one line per check, in a fixed order, whether it passed or not */
  async examine(run: Run, cluster: ClusterConfig): Promise<PreflightCheck[]> {
    const clients = this.clients.of(cluster.name);
    const call = { timeoutMs: this.config.steps.callTimeout };
    const managed = COMPONENTS.filter((component) => component !== 'records').flatMap((component) => {
      const client = clients.management[component];
      return client ? [versionCheck(component, client, run.version, call)] : [];
    });
    const apis = [clients.zeebe, ...Object.values(clients.webApps)];
    return Promise.all([
      procedureCheck(run.version),
      this.workersCheck(run),
      ...managed,
      softPauseCheck(clients.management.zeebe, call),
      ...zeebeChecks(clients, call),
      ...apis.map((api) => backupApiCheck(api, run.backupId, call)),
      ...recordsChecks(clients, cluster.records, run.backupId, call),
      ...importPositionChecks(clients, cluster, call),
    ]);
  }

  private workersCheck(run: Run): Promise<PreflightCheck> {
    return check({ name: 'workers', component: 'coordinator' }, async () => {
      const needed = [...new Set<QueueName>([...run.steps.map(queueOf), 'finalize'])];
      const missing = await this.workers.missing(needed);
      if (missing.length === 0) return `every queue has a worker (${needed.join(', ')})`;
      throw new CheckFailed(
        `no worker serves ${missing.join(', ')}`,
        `Start ${missing.map((name) => (name === 'finalize' ? 'worker-zeebe' : `worker-${name}`)).join(', ')}, connected to the same Redis.`,
      );
    });
  }
}
