import { Inject, Injectable } from '@nestjs/common';
import { VERSION, type HoldfastConfig } from '#config';
import type { DoctorReport } from '#contracts';
import { CONFIG } from '#engine';
import { ClusterChecks } from './cluster-checks.ts';
import { worstOf } from './finding.ts';
import { PrivilegeChecks } from './privilege-checks.ts';
import { OwnChecks } from './own-checks.ts';

/** Looks at everything that could keep the next backup from going well. Changes nothing; may be repeated. */
@Injectable()
export class DoctorService {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly own: OwnChecks,
    private readonly clusters: ClusterChecks,
    private readonly privileges: PrivilegeChecks,
  ) {}

  /** @param names the clusters to look at */
  async examine(names: readonly string[]): Promise<DoctorReport> {
    const clusters = this.config.clusters.filter(({ name }) => names.includes(name));
    const found = await Promise.all([
      this.own.examine(names),
      ...clusters.flatMap((cluster) => [this.clusters.examine(cluster), this.privileges.examine(cluster)]),
    ]);
    const checks = found.flat();
    return { at: new Date().toISOString(), version: VERSION, status: worstOf(checks), checks };
  }
}
