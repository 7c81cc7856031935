import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Metrics } from '#observability';
import { HOLDER } from '#engine';
import { workerHosts } from '../worker-hosts.ts';
import { Canary } from './canary.ts';

const TIMES = { everyMs: 5_000, patienceMs: 60_000 };

/** One canary for each queue that this process serves. */
@Injectable()
export class Canaries implements OnApplicationBootstrap, OnApplicationShutdown {
  private canaries: Canary[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly indicators: HealthIndicatorService,
    @Inject(HOLDER) private readonly holder: string,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.canaries = workerHosts(this.discovery).map(({ worker: { name, opts } }) => {
      const { connection, prefix } = opts;
      return new Canary(name, {
        connection,
        ...(prefix !== undefined && { prefix }),
        holder: this.holder,
        onServed: () => this.metrics.process.workerSeen(name, Date.now()),
        ...TIMES,
      });
    });
    for (const canary of this.canaries) canary.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.canaries.map((canary) => canary.stop()));
  }

  /** Down once a worker of this process takes no jobs although Redis answers: restart the process. */
  check(): HealthIndicatorResult<'workers'> {
    const indicator = this.indicators.check('workers');
    const problems = this.canaries.map((canary) => canary.problem()).filter((problem) => problem !== null);
    return problems.length > 0 ? indicator.down(problems.join('; ')) : indicator.up();
  }
}
