import { Gauge, type Registry } from 'prom-client';

/** What became of the configuration file of this process. */
export class ConfigMetrics {
  private readonly good: Gauge;
  private readonly loadedAt: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.good = new Gauge({
      name: 'holdfast_config_last_reload_successful',
      help: '1 when the configuration file is in force, 0 when it is refused and an earlier one is',
      registers,
    });
    this.loadedAt = new Gauge({
      name: 'holdfast_config_last_reload_success_timestamp_seconds',
      help: 'When the configuration in force was taken up',
      registers,
    });
  }

  /** @param judged `loadedAt` in ms since the epoch */
  judged({ good, loadedAt }: { good: boolean; loadedAt: number }): void {
    this.good.set(good ? 1 : 0);
    this.loadedAt.set(loadedAt / 1000);
  }
}
