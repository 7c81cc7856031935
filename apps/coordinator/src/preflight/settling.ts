import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import {
  exportersBehind,
  importersBehind,
  importersOf,
  processedPositions,
  summaryOf,
  type Importer,
  type PreflightCheck,
  type SettleTarget,
} from '#domain';
import type { CallOptions } from '#http';
import { ClusterClients, CONFIG } from '#engine';
import { check, CheckFailed } from '../checks/check.ts';

const REMEDIES: Record<'exporters-settled' | 'importers-settled', string> = {
  'exporters-settled':
    'Look for exporter errors in the brokers\' logs. Positions that never move after a hard pause was mixed with a soft one are cured by one more soft pause and resume. steps.settleTimeout is how long to wait; "0s" does not wait.',
  'importers-settled':
    'Look for errors in the log of Operate or Tasklist. A set taken while they are behind may count metrics twice after a restore. steps.settleTimeout is how long to wait; "0s" does not wait.',
};

/** Waits, one look at a time, until what had happened at the first look was exported and imported. Changes nothing. */
@Injectable()
export class Settling {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly clients: ClusterClients,
  ) {}

  /** What the run waits for. @throws StepFailure when a component does not answer */
  async target(cluster: ClusterConfig): Promise<SettleTarget> {
    const clients = this.clients.of(cluster.name);
    const [replicas, exported] = await Promise.all([
      clients.topology.read(this.call()),
      clients.positions.exported(cluster.records.indexPrefix, this.call()),
    ]);
    return { processed: processedPositions(replicas), exported };
  }

  /** One look. @returns one line for the exporters and one for the importers */
  async look(cluster: ClusterConfig, target: SettleTarget): Promise<PreflightCheck[]> {
    const clients = this.clients.of(cluster.name);
    return Promise.all([
      check({ name: 'exporters-settled', component: 'zeebe' }, async () => {
        const behind = exportersBehind(target, await clients.topology.read(this.call()));
        if (behind.length > 0) throw new CheckFailed(summaryOf(behind), REMEDIES['exporters-settled']);
        return 'everything processed at the first look is exported';
      }),
      check({ name: 'importers-settled', component: 'records' }, async () => {
        const importers = await this.importers(cluster);
        const behind = importersBehind(target, importers);
        if (behind.length > 0) throw new CheckFailed(summaryOf(behind), REMEDIES['importers-settled']);
        const read = importers.filter(({ positions }) => positions !== null).map(({ app }) => app);
        return read.length > 0
          ? `${read.join(' and ')} imported everything exported at the first look`
          : 'no import position index in this search engine; nothing to wait for';
      }),
    ]);
  }

  private importers(cluster: ClusterConfig): Promise<Importer[]> {
    const { positions } = this.clients.of(cluster.name);
    return Promise.all(
      importersOf(cluster.indexSpace.prefixes).map(async ({ app, prefix, required }) => ({
        ...{ app, required },
        positions: await positions.imported(prefix, this.call()),
      })),
    );
  }

  private call(): CallOptions {
    return { timeoutMs: this.config.steps.callTimeout };
  }
}
