import { releaseOf } from '../generation.ts';

/** What the Zeebe part of a minor can do, and how it words its refusals. */
export interface RuntimeDialect {
  /** Prefix queries, `state`, a POST without body, ids that the cluster generates, and the id in the answer: since 8.9. */
  readonly since89: boolean;
  alreadyExists(requested: number, latest: number): string;
  /** Why an explicit id is refused where the cluster generates them. */
  readonly idsAreGenerated: string;
}

const generated = (when: string): string =>
  `Cannot take backup with predetermined backupId when ${when}. Use POST actuator/backupRuntime without specifying a backupId.`;

export function runtimeDialect(version: string): RuntimeDialect {
  const minor = releaseOf(version)?.minor;
  return {
    since89: minor !== '8.8',
    alreadyExists: (requested, latest) =>
      minor === '8.8'
        ? `Requested backup has id ${requested}. The latest backup has id ${latest}. A backupId is an integer and must be greater than the ID of previous backups that are completed, failed, or deleted. Zeebe does not take two backups with the same ids.`
        : `Requested backup has ID ${requested}. The latest backup has ID ${latest}. The backup ID must be greater than the ID of previous backups that are completed, failed, or deleted.`,
    idsAreGenerated:
      minor === '8.9'
        ? generated('continuous backups are enabled')
        : generated('continuous backups and/or backup or checkpoint scheduler is enabled'),
  };
}

export const badId = 'A backupId must be provided and it must be > 0';

/** The text says `backups` on every endpoint. */
export const scheduledText = (id: number): string =>
  `A backup with id ${id} has been scheduled. Use GET actuator/backups/${id} to monitor the status.`;
