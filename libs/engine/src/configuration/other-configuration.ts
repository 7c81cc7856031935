import { nameOf, type RunName } from '#domain';

/**
 * A run began with another configuration of its cluster than this process has. The work is left to a process that has
 * that one: with other addresses a part might be taken of another cluster, and exporting resumed on the wrong one.
 */
export class OtherConfiguration extends Error {
  readonly what: string;
  readonly remedy: string;

  /** @param why `missing`: the cluster is not configured here at all; `paused`: the run has ended, and its pause may not have */
  constructor(
    readonly cluster: string,
    run: RunName,
    why: 'missing' | 'other' | 'paused',
  ) {
    const what = WHAT[why](nameOf(run), cluster);
    const remedy = REMEDY[why](nameOf(run));
    super(`${what}. ${remedy}`);
    this.name = 'OtherConfiguration';
    this.what = what;
    this.remedy = remedy;
  }
}

const WHAT = {
  missing: (run: string, cluster: string) =>
    `cluster "${cluster}" is not configured here, and ${run} of it has not ended`,
  other: (run: string, cluster: string) =>
    `${run} of cluster "${cluster}" began with another configuration of it than this process has`,
  paused: (run: string, cluster: string) =>
    `${run} of cluster "${cluster}" has ended, and exporting may still be paused at the address that the cluster had then`,
} as const;

const sameFile = (run: string): string =>
  `Give every process the same file, or put the cluster's former section back until ${run} has ended.`;

const REMEDY = {
  missing: sameFile,
  other: sameFile,
  paused: () =>
    "Put the cluster's former section back until this report ends, or resume exporting there with `holdfast exporting ensure-running` and the former file. The next backup of the cluster ends the report, whatever exporting does there.",
} as const;
