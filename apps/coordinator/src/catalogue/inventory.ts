import type { BackupRun, NamedSnapshot, ZeebePart } from '#domain';

/** What repository and Zeebe of one cluster hold, by backup id, from one cheap call to each. */
export interface Inventory {
  /** When it was read; null for never. */
  readAt: Date | null;
  snapshots: ReadonlyMap<number, readonly NamedSnapshot[]>;
  /** Null while Zeebe cannot be asked. Keyed by the ids that Zeebe knows. */
  zeebe: ReadonlyMap<number, ZeebePart> | null;
  /** The cluster chooses the ids of Zeebe's backups, and also takes some by itself: they are not ids of sets. */
  generatedIds: boolean;
  /** What could not be read, and why. */
  problems: string[];
}

export const EMPTY_INVENTORY: Inventory = {
  readAt: null,
  snapshots: new Map(),
  zeebe: null,
  generatedIds: false,
  problems: [],
};

const ABSENT: ZeebePart = { state: 'absent', message: 'Zeebe has no backup of this id', partitions: 0 };
const UNKNOWN: ZeebePart = { state: 'unknown', message: 'Zeebe does not answer' };

/** @param run of the set, which knows the id of a Zeebe backup where the cluster chose it */
export function zeebePartOf(
  { zeebe, generatedIds }: Pick<Inventory, 'zeebe' | 'generatedIds'>,
  backupId: number,
  run: Pick<BackupRun, 'measured'> | null,
): ZeebePart {
  if (zeebe === null) return UNKNOWN;
  const id = generatedIds ? run?.measured?.zeebeBackupId : backupId;
  return (id === undefined ? undefined : zeebe.get(id)) ?? ABSENT;
}

/** Every id of a set that is there, in no order. */
export function idsIn(inventory: Inventory): Set<number> {
  const { snapshots, zeebe, generatedIds } = inventory;
  return new Set([...snapshots.keys(), ...(generatedIds ? [] : (zeebe?.keys() ?? []))]);
}
