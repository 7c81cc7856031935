/** What happened to a simulated cluster, in the order in which it happened. */
export const effectKinds = [
  'call',
  'action',
  'exporting-phase',
  'component',
  'broker',
  'partition-backup-started',
  'partition-backup-ended',
  'zeebe-backup-deleted',
  'part-started',
  'part-ended',
  'parts-deleted',
  'snapshot-started',
  'snapshot-ended',
  'snapshot-deleted',
  'repository',
  'indices',
  'sets-placed',
  'configuration',
] as const;

export type EffectKind = (typeof effectKinds)[number];

export interface Caller {
  readonly userAgent: string | null;
  readonly remote: string;
}

/** A state change of a component; `detail` names ids, partitions and states. */
export interface ChangeEntry {
  readonly component: string;
  readonly kind: Exclude<EffectKind, 'call'>;
  readonly at: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A mutating request. `status` is null when no answer was sent; `performed` says whether it changed anything. */
export interface CallEntry {
  readonly component: string;
  readonly kind: 'call';
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly requestBody: unknown;
  readonly caller: Caller;
  readonly status: number | null;
  readonly result: string;
  readonly performed: boolean;
  readonly fault: string | null;
  /** The number of the last effect before the call arrived. It is logged when it is answered, which may take time. */
  readonly arrivedAfter: number;
}

type Logged<Entry> = Omit<Entry, 'at'> & {
  readonly seq: number;
  readonly at: string;
  readonly cluster: string;
};

export type CallEffect = Logged<CallEntry>;
export type ChangeEffect = Logged<ChangeEntry>;
export type Effect = CallEffect | ChangeEffect;
