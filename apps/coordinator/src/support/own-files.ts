import { hostname, loadavg } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { shownConfig, VERSION, type HoldfastConfig } from '#config';
import { AuditStore } from '#redis';
import { LOG_TAIL, Metrics } from '#observability';
import { CONFIG, HOLDER } from '#engine';
import { DoctorService } from '../doctor/doctor.service.ts';
import { README, type BundleFile } from './bundle-file.ts';

const AUDIT = 500;

/** What a bundle has of Holdfast itself. */
@Injectable()
export class OwnFiles {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(HOLDER) private readonly holder: string,
    private readonly doctor: DoctorService,
    private readonly metrics: Metrics,
    private readonly audit: AuditStore,
  ) {}

  list(clusters: readonly string[]): BundleFile[] {
    return [
      { name: 'README.txt', read: () => README },
      { name: 'about.json', read: () => this.about() },
      { name: 'config.json', read: () => shownConfig(this.config) },
      { name: 'doctor.json', read: () => this.doctor.examine(clusters) },
      { name: 'metrics.txt', read: () => this.metrics.text() },
      { name: 'log.jsonl', read: () => `${LOG_TAIL.lines().join('\n')}\n` },
      { name: 'audit.json', read: () => this.audit.newest(AUDIT) },
    ];
  }

  private about(): Record<string, unknown> {
    return {
      version: VERSION,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      process: this.holder,
      host: hostname(),
      at: new Date().toISOString(),
      upSeconds: Math.round(process.uptime()),
      memoryBytes: process.memoryUsage().rss,
      load: loadavg(),
    };
  }
}
