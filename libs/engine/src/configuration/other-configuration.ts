import { nameOf, type RunName } from '#domain';

/**
 * A run began with another configuration of its cluster than this process has. The work is left to a process that has
 * that one: with other addresses a part might be taken of another cluster, and exporting resumed on the wrong one.
 */
export class OtherConfiguration extends Error {
  readonly what: string;
  readonly remedy: string;

  /** @param isMissing the cluster is not configured here at all */
  constructor(
    readonly cluster: string,
    run: RunName,
    isMissing: boolean,
  ) {
    const what = isMissing
      ? `cluster "${cluster}" is not configured here, and ${nameOf(run)} of it has not ended`
      : `${nameOf(run)} of cluster "${cluster}" began with another configuration of it than this process has`;
    const remedy = `Give every process the same file, or put the cluster's former section back until ${nameOf(run)} has ended.`;
    super(`${what}. ${remedy}`);
    this.name = 'OtherConfiguration';
    this.what = what;
    this.remedy = remedy;
  }
}
