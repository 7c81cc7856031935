import type { BackedUp } from '#domain';

/** One backup of one component, by its id. */
export interface BackupKey {
  component: BackedUp;
  id: number;
}

/** A backup that a component has, or may have, because it was asked for here. */
export interface Made extends BackupKey {
  /** Whether the component accepted it. Otherwise the answer was lost, and it may come late or never. */
  accepted: boolean;
  /** Its deletion was accepted. */
  deleted: boolean;
  /** Another tool uses its id, on this component or on another one: which of the two made it is not known. */
  shared: boolean;
}

/** What the checks asked for, and what others have. It decides what may be deleted. */
export class MadeBackups {
  private readonly asked = new Map<string, Omit<Made, 'shared'>>();
  /** Accepted at some time; also those that are gone by now. */
  private readonly accepted = new Set<string>();
  /** Completed or failed when they were last looked at. */
  private readonly ended = new Set<string>();
  private readonly foreign = new Set<string>();
  private readonly foreignIds = new Set<number>();

  /** Those that are not known to be gone or refused. */
  get left(): Made[] {
    return [...this.asked.values()].map((each) => ({ ...each, shared: this.foreignIds.has(each.id) }));
  }

  /** Just before it is asked for. An earlier request for it stays as it is. */
  ask(key: BackupKey): void {
    if (!this.has(key)) this.asked.set(wordOf(key), { ...key, accepted: false, deleted: false });
  }

  accept(key: BackupKey): void {
    this.accepted.add(wordOf(key));
    this.ended.delete(wordOf(key));
    this.asked.set(wordOf(key), { ...key, accepted: true, deleted: false });
  }

  markEnded(key: BackupKey): void {
    this.ended.add(wordOf(key));
  }

  /** It was refused, or is gone. */
  forget(key: BackupKey): void {
    this.asked.delete(wordOf(key));
  }

  /** Its id was used before. It is not asked for again: without an answer, it could pass for one that was made here. */
  giveUp(key: BackupKey): void {
    this.forget(key);
    this.foreign.add(wordOf(key));
  }

  /** Another tool has it. Nothing with its id is deleted: the other parts may be of that tool, too. */
  leaveToOthers(key: BackupKey): void {
    this.giveUp(key);
    this.foreignIds.add(key.id);
  }

  markDeleted(key: BackupKey): void {
    const made = this.asked.get(wordOf(key));
    if (made !== undefined) made.deleted = true;
  }

  has(key: BackupKey): boolean {
    return this.asked.has(wordOf(key));
  }

  isForeign(key: BackupKey): boolean {
    return this.foreign.has(wordOf(key));
  }

  /**
   * Only a backup that was accepted here, under an id that no other tool uses, may be deleted; and only once it has ended: one
   * that is not there yet would appear after it was read as gone.
   */
  mayDelete(key: BackupKey): boolean {
    const word = wordOf(key);
    return this.accepted.has(word) && this.ended.has(word) && !this.foreignIds.has(key.id);
  }

  isDeleted(key: BackupKey): boolean {
    return this.asked.get(wordOf(key))?.deleted ?? false;
  }
}

const wordOf = ({ component, id }: BackupKey): string => `${component} ${id}`;
