import type { NamedSnapshot, ZeebePart } from '#domain';

/** What repository and Zeebe of one cluster hold, by backup id, from one cheap call to each. */
export interface Inventory {
  /** When it was read; null for never. */
  readAt: Date | null;
  snapshots: ReadonlyMap<number, readonly NamedSnapshot[]>;
  /** Null while Zeebe cannot be asked. */
  zeebe: ReadonlyMap<number, ZeebePart> | null;
  /** What could not be read, and why. */
  problems: string[];
}

export const EMPTY_INVENTORY: Inventory = { readAt: null, snapshots: new Map(), zeebe: null, problems: [] };

const ABSENT: ZeebePart = { state: 'absent', message: 'Zeebe has no backup of this id', partitions: 0 };
const UNKNOWN: ZeebePart = { state: 'unknown', message: 'Zeebe does not answer' };

export function zeebePartOf(inventory: Inventory, backupId: number): ZeebePart {
  return inventory.zeebe === null ? UNKNOWN : (inventory.zeebe.get(backupId) ?? ABSENT);
}

/** Every id that is there, in no order. */
export function idsIn(inventory: Inventory): Set<number> {
  return new Set([...inventory.snapshots.keys(), ...(inventory.zeebe?.keys() ?? [])]);
}
