import { Inject, Injectable } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import type { AlertFacts } from '#domain';
import { ProcessReports, type ProcessReport } from '#redis';
import { CONFIG, ConfigStatus, HOLDER } from '#engine';

type Trouble = AlertFacts['configuration'];

/** What the processes of this installation say of their configuration. */
@Injectable()
export class ConfigReports {
  constructor(
    private readonly reports: ProcessReports,
    private readonly status: ConfigStatus,
    @Inject(HOLDER) private readonly holder: string,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
  ) {}

  /** Of every process that lives. @throws ioredis' error while Redis is down */
  living(): Promise<ProcessReport[]> {
    return this.reports.living();
  }

  /**
   * Why a process does not work by the present file, as far as it concerns a cluster; null when all do. It does not repeat
   * what is wrong with the file: that may name other clusters.
   * @throws ioredis' error while Redis is down
   */
  async trouble(cluster: string): Promise<Trouble> {
    const all = await this.living();
    const names = this.config.clusters.map(({ name }) => name);
    const found = all.flatMap((each) => [...refusals(each), ...leftRuns(each, cluster, names)]);
    const since = Math.min(...found.map((each) => each.since));
    if (found.length === 0) return null;
    return {
      message: found.map(({ message }) => message).join('; '),
      since: Number.isFinite(since) ? since : null,
    };
  }

  /** As `trouble`, of this process alone, while Redis does not tell of the others. */
  ownTrouble(): Trouble {
    const { refusal } = this.status;
    return refusal && { message: refusedBy(this.holder, refusal.problems), since: refusal.since };
  }
}

interface Found {
  message: string;
  /** ms since the epoch; Infinity where it is not known. */
  since: number;
}

function refusals({ process, refused }: ProcessReport): Found[] {
  return refused ? [{ message: refusedBy(process, refused.problems), since: Date.parse(refused.since) }] : [];
}

/** Those of a cluster that is configured nowhere are reported for every cluster, without its name. */
function leftRuns({ process, left }: ProcessReport, cluster: string, configured: readonly string[]): Found[] {
  return left.flatMap(({ cluster: of, message }) => {
    if (of === cluster) return [{ message: `${process}: ${message}`, since: Infinity }];
    if (configured.includes(of)) return [];
    const lost = `${process} cannot work on a run of a cluster that is no longer configured; exporting may be paused there`;
    return [{ message: lost, since: Infinity }];
  });
}

function refusedBy(process: string, problems: readonly string[]): string {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return `${process} refuses the configuration file, which has ${count}, and works by the one before it`;
}
