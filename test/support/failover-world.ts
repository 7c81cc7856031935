import { expect } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backup, Run } from '#contracts';
import type { StepName } from '#domain';
import { Api } from './api.ts';
import { until } from './cluster-api.ts';
import { ALL_APPS, HoldfastProcesses, WORKERS, type AppName } from './holdfast.ts';
import { PATIENCE_SECONDS } from './patience.ts';
import { clusterConfig, World } from './world.ts';

/** Longer than a failover takes, so that a run can complete after one. */
const BUDGET_MS = 30_000;
/** How long a part takes that is under way when Redis fails (ms). */
const SLOW_MS = 8_000;

/** A Holdfast whose Redis consists of several servers, and one simulated cluster of Camunda. */
export class FailoverWorld {
  private constructor(
    private readonly world: World,
    private readonly sites: readonly HoldfastProcesses[],
    readonly api: Api,
  ) {}

  /**
   * @param redis the section of holdfast.yaml
   * @param twice two of each process, as in production, in the place of one that does everything
   */
  static async create(redis: Record<string, unknown>, twice = false): Promise<FailoverWorld> {
    const world = await World.create(['a'], { standalone: false });
    const config = {
      redis,
      http: { port: 0 },
      lock: { lease: '5s' },
      steps: { pollMin: '20ms', pollMax: '100ms', callTimeout: '3s', workerGrace: '20s' },
      clusters: [clusterConfig(world.simulator, 'a', `${BUDGET_MS}ms`)],
    };
    // Without an address of the environment, the one of the file counts.
    const sites = Array.from({ length: twice ? 2 : 1 }, () => new HoldfastProcesses('', config));
    const [address] = await Promise.all(
      sites.map(async (site) => {
        if (!twice) return site.start('standalone');
        for (const app of WORKERS) await site.start(app);
        return site.start('coordinator');
      }),
    );
    return new FailoverWorld(world, sites, new Api(address!));
  }

  /** Kills one of two processes, without a notice. */
  async kill(app: AppName): Promise<void> {
    await this.sites.at(-1)?.stop(app, 'SIGKILL');
  }

  /** Kills one of each, as when a whole machine is lost. */
  async killSite(): Promise<void> {
    await Promise.all(ALL_APPS.map((app) => this.kill(app)));
  }

  /** Starts what was killed. */
  async revive(app: AppName): Promise<void> {
    await this.sites.at(-1)?.start(app);
  }

  async close(): Promise<void> {
    await Promise.all(this.sites.map((site) => site.stopAll()));
    await this.world.close();
  }

  quiet(): Promise<void> {
    return this.world.untilQuiet('a');
  }

  /** A backup with this step under way, which takes some seconds. Exporting is paused. @returns its id */
  async during(step: StepName): Promise<number> {
    await this.world.patch('a', {
      ...(step === 'snapshot-records' && { elasticsearch: { snapshotDurationMs: SLOW_MS } }),
      ...(step === 'backup-zeebe' && { zeebe: { partitionDurationMs: SLOW_MS } }),
    });
    const { backupId } = await this.accepted();
    await this.api.until('a', backupId, (now) => stateOf(now, step) === 'running');
    expect(await this.world.phases('a')).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
    return backupId;
  }

  /** Whatever became of it, it is reported as it is, and every broker exports. @returns the outcome */
  async ended(backupId: number): Promise<Run['outcome']> {
    const run = await this.api.done('a', backupId);
    expect(['completed', 'failed']).toContain(run.outcome);
    expect(run.exporting).toBe('running');
    await this.exportsAgain();
    return run.outcome;
  }

  /** What the brokers themselves show, not what a record says. */
  async exportsAgain(): Promise<void> {
    await until(
      () => this.world.phases('a'),
      (phases) => phases.every((phase) => phase === 'EXPORTING'),
    );
  }

  /** Whether Redis has the run of a backup. */
  async knows(backupId: number): Promise<boolean> {
    const { status, body } = await this.api.ask('backup.show', { params: { cluster: 'a', id: backupId } });
    return status === 200 && body.run !== null;
  }

  async nextCompletes(): Promise<void> {
    await this.world.patch('a', {
      elasticsearch: { snapshotDurationMs: 150 },
      zeebe: { partitionDurationMs: 120 },
    });
    await this.quiet();
    const { backupId } = await this.accepted();
    const run = await this.api.done('a', backupId);
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running' });
    await this.exportsAgain();
  }

  /** While Redis changes over, a request is refused with what to do. */
  private async accepted(): Promise<Backup> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 2; tries += 1) {
      const { body, status } = await this.api.start('a');
      if (status === 202) return body;
      expect([409, 503]).toContain(status);
      await sleep(500);
    }
    throw new Error('no run was accepted');
  }
}

const stateOf = (run: Run, name: StepName): string | undefined =>
  run.steps.find((step) => step.name === name)?.state;
