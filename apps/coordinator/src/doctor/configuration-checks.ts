import { Inject, Injectable } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import type { DoctorCheck } from '#contracts';
import type { ProcessReport } from '#redis';
import { CONFIG } from '#engine';
import { ConfigReports } from '../checks/config-reports.ts';
import { fine, wrong, type About } from './finding.ts';

const ABOUT: About = { cluster: null, name: 'configuration', component: 'coordinator' };

/** By which configuration every process works, and whether it is the same one. */
@Injectable()
export class ConfigurationChecks {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly reports: ConfigReports,
  ) {}

  /**
   * Idempotent.
   * @param visible the clusters that the caller may see: what is wrong with the file may name any of them
   * @throws ioredis' error while Redis is down
   */
  async examine(visible: readonly string[]): Promise<DoctorCheck[]> {
    const seesAll = this.config.clusters.every(({ name }) => visible.includes(name));
    const reports = await this.reports.living();
    const all = seesAll ? reports : reports.map((each) => shownTo(each, visible));
    const found = [...all.flatMap(findingsOf), ...differences(all)];
    return found.some((each) => each.status !== 'ok') ? found : [...found, inForce(all)];
  }
}

function shownTo(report: ProcessReport, visible: readonly string[]): ProcessReport {
  const { refused, held, left } = report;
  const hidden = `the file has ${refused?.problems.length ?? 0} problem(s), which are shown to a caller who may see every cluster`;
  return {
    ...report,
    refused: refused && { ...refused, problems: [hidden] },
    held: held.filter((cluster) => visible.includes(cluster)),
    left: left.filter(({ cluster }) => visible.includes(cluster)),
  };
}

function inForce(all: readonly ProcessReport[]): DoctorCheck {
  const each = all.map((one) => `${one.process}: ${one.fingerprint}, since ${one.loadedAt}`);
  return fine(ABOUT, each.length === 0 ? 'no process has reported yet' : each.join('; '));
}

function findingsOf({ process, refused, held, left, fingerprint, loadedAt }: ProcessReport): DoctorCheck[] {
  return [
    ...(refused?.problems ?? []).map((problem) =>
      wrong(ABOUT, {
        status: 'critical',
        message: `${process} refuses the file since ${refused?.since ?? ''}, and works by ${fingerprint} of ${loadedAt}: ${problem}`,
        remedy: 'Correct the file; it is read again at once.',
      }),
    ),
    ...held.map((cluster) =>
      fine(
        { ...ABOUT, cluster },
        `${process} keeps the former configuration of ${cluster} until its run has ended and exporting runs`,
      ),
    ),
    ...left.map(({ message }) =>
      wrong(ABOUT, {
        status: 'critical',
        message: `${process} leaves work to others: ${message}`,
        remedy: 'Give every process the same file, or put back the former one until the run has ended.',
      }),
    ),
  ];
}

/** Processes take up a change within seconds of each other; with mounts of Kubernetes within a minute or two. */
function differences(all: readonly ProcessReport[]): DoctorCheck[] {
  const known = new Set(all.map(({ fingerprint }) => fingerprint));
  if (known.size <= 1) return [];
  const each = all.map(({ process, fingerprint, loadedAt }) => `${process} by ${fingerprint} of ${loadedAt}`);
  return [
    wrong(ABOUT, {
      status: 'warning',
      message: `the processes work by different files: ${each.join(', ')}`,
      remedy:
        'Give every process the same file. A change that has just been made takes some seconds to arrive.',
    }),
  ];
}
