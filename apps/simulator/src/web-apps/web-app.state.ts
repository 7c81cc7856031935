export const webAppNames = ['operate', 'tasklist', 'optimize'] as const;
export type WebAppName = (typeof webAppNames)[number];

/** What takes backups in parts: a separate web application, or the history of an Orchestration Cluster (8.8 and later). */
export type PartsOwner = WebAppName | 'webapps';

/** How a backup is meant to go wrong. */
export interface PartPlan {
  readonly neverAppears?: boolean;
  readonly stopsAfterPart?: number;
  readonly failsPart?: { readonly part: number; readonly state: 'FAILED' | 'PARTIAL' };
}

export interface PartRun {
  readonly backupId: number;
  readonly plan: PartPlan;
  /** The broker that took it, and whose restart forgets it; only where brokers do. */
  readonly node?: string;
}

export interface WebAppState {
  /** Backups with parts that have not started: kept in memory only, a restart forgets them. */
  waiting: PartRun[];
  /** How often an unknown id was asked for since the start. */
  unknownAnswers: number;
  /** Backups whose deletion was answered and is not done; only where a new one is not refused for them. */
  deleting?: number[];
}
