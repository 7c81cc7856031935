export const webAppNames = ['operate', 'tasklist', 'optimize'] as const;
export type WebAppName = (typeof webAppNames)[number];

/** How a backup is meant to go wrong. */
export interface PartPlan {
  readonly neverAppears?: boolean;
  readonly stopsAfterPart?: number;
  readonly failsPart?: { readonly part: number; readonly state: 'FAILED' | 'PARTIAL' };
}

export interface PartRun {
  readonly backupId: number;
  readonly plan: PartPlan;
}

export interface WebAppState {
  /** Backups with parts that have not started: kept in memory only, a restart forgets them. */
  waiting: PartRun[];
  /** How often an unknown id was asked for since the start. */
  unknownAnswers: number;
}
