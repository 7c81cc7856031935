import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  ConfigError,
  environment,
  isSame,
  needsRestart,
  readConfig,
  summaryOf,
  type HoldfastConfig,
  type ReadConfig,
} from '#config';
import {
  CONFIG_IN_FORCE,
  ConfigStatus,
  HOLDER,
  LEFT_RUNS,
  Loop,
  RunConfigs,
  within,
  type ConfigInForce,
} from '#engine';
import { ConfigMetrics, Metrics } from '#observability';
import { ProcessReports } from '#redis';
import { HANG_UP } from './hang-up.ts';

/**
 * Between two looks at the file (ms). Its content is compared, since no notice of a change arrives from network mounts, or
 * where a directory is replaced as Kubernetes does it.
 */
const LOOK_MS = 2_000;
/** Between two reports to the other processes, while nothing changes (ms). */
const REPORT_MS = 10_000;
/** Redis has this time to take one (ms). */
const REDIS_MS = 1_000;

/**
 * Takes up `holdfast.yaml` when its content changed, and at once on SIGHUP. A change counts once two looks in a row read
 * the same, so that a file that is only half written is not judged. A file that cannot be used is refused whole: what is in
 * force stays, until the file is good.
 */
@Injectable()
export class ConfigReloader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Configuration');
  private readonly metrics: ConfigMetrics;
  private readonly loop = new Loop({
    everyMs: LOOK_MS,
    turn: () => this.look(),
    onError: ({ message }) => this.logger.warn(message),
  });
  /** Digests of what was judged last, and of what was read last. The file may have changed since the process began. */
  private judged = '';
  private seen = '';
  private judging: Promise<void> = Promise.resolve();
  private reported = { text: '', at: -Infinity };

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG_IN_FORCE) private readonly inForce: ConfigInForce,
    private readonly configs: RunConfigs,
    private readonly status: ConfigStatus,
    private readonly reports: ProcessReports,
    @Inject(HOLDER) private readonly holder: string,
    metrics: Metrics,
  ) {
    this.metrics = new ConfigMetrics(metrics.registry);
    configs.reread = () => this.now();
  }

  onApplicationBootstrap(): void {
    HANG_UP.on(() => {
      this.logger.log('SIGHUP: the configuration is read again');
      void this.now().catch((error: unknown) => this.logger.warn((error as Error).message));
    });
    this.show();
    this.loop.start({ atOnce: true });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.loop.stop();
    HANG_UP.on(null);
    await within(REDIS_MS, this.reports.leave(this.holder)).catch(() => undefined);
  }

  /** Reads the file and judges it at once. Idempotent. */
  now(): Promise<void> {
    return this.judge(readConfig(environment()));
  }

  private async look(): Promise<void> {
    const read = readConfig(environment());
    const isSettled = read.digest === this.seen;
    this.seen = read.digest;
    // A refusal may end without a change of the file: when the run has ended that was in the way.
    if (isSettled && (read.digest !== this.judged || this.status.refusal !== null)) await this.judge(read);
    await this.configs.settle();
    await this.report();
  }

  /** One after the other, so that the last file wins. */
  private judge(read: ReadConfig): Promise<void> {
    const judged = this.judging.then(() => this.takeUp(read));
    this.judging = judged.catch(() => {
      // It was not judged to its end: the next look does it again.
      this.judged = '';
    });
    return judged;
  }

  private async takeUp(read: ReadConfig): Promise<void> {
    const isNew = read.digest !== this.judged;
    if (!isNew && this.status.refusal === null) return;
    this.judged = read.digest;
    this.seen = read.digest;
    const before = this.inForce.now;
    const file = parsed(read);
    const problems = Array.isArray(file) ? file : await this.problemsOf(file);
    if (problems.length > 0) {
      this.refuse(problems);
      return;
    }
    const ended = this.status.refusal !== null;
    if (!ended && isSame(before, this.inForce.now)) return;
    this.status.refusal = null;
    this.status.loadedAt = Date.now();
    this.show();
    const what = summaryOf(before, this.inForce.now);
    this.logger.log(
      `${ended ? 'the configuration is good again' : 'a new configuration'}, and was taken up: ${what}`,
    );
    await this.report();
  }

  /** Takes up a file that has none. @returns why it is refused, in words that name field and remedy */
  private async problemsOf(file: HoldfastConfig): Promise<readonly string[]> {
    const sections = needsRestart(this.inForce.now, file);
    if (sections.length > 0)
      return [
        `${sections.join(', ')}: cannot change in a running process. Restart it, or undo the change; nothing of the file was taken up`,
      ];
    const conflicts = await this.configs.offer(file);
    return conflicts.map(
      (conflict) =>
        `clusters: one that a run still holds is in the way, and the file waits for its end: ${conflict}`,
    );
  }

  private refuse(problems: readonly string[]): void {
    const { refusal, loadedAt } = this.status;
    const isKnown = refusal?.problems.join('\n') === problems.join('\n');
    this.status.refusal = { since: refusal?.since ?? Date.now(), problems };
    this.show();
    if (isKnown) return;
    const lines = problems.map((problem) => `\n  - ${problem}`).join('');
    this.logger.error(
      `the new configuration is refused whole, and that of ${new Date(loadedAt).toISOString()} stays in force:${lines}`,
    );
  }

  private show(): void {
    this.metrics.judged({ good: this.status.refusal === null, loadedAt: this.status.loadedAt });
  }

  /** For the doctor and the alerts of any coordinator. While Redis is down, nothing waits for it. */
  private async report(): Promise<void> {
    const { loadedAt, refusal } = this.status;
    const said = {
      process: this.holder,
      fingerprint: this.inForce.now.fingerprint,
      loadedAt: new Date(loadedAt).toISOString(),
      refused: refusal && { since: new Date(refusal.since).toISOString(), problems: refusal.problems },
      held: this.configs.held,
      left: LEFT_RUNS.lately.map(({ cluster, message }) => ({ cluster, message })),
    };
    const text = JSON.stringify(said);
    const now = performance.now();
    if (text === this.reported.text && now - this.reported.at < REPORT_MS) return;
    await within(REDIS_MS, this.reports.report({ ...said, at: new Date().toISOString() })).then(
      () => (this.reported = { text, at: now }),
      () => undefined,
    );
  }
}

/** @returns the file, or what is wrong with it */
function parsed(read: ReadConfig): HoldfastConfig | string[] {
  try {
    return read.parse();
  } catch (error) {
    if (error instanceof ConfigError) return [...error.problems];
    throw error;
  }
}
