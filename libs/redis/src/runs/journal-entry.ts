import type { JournalEntry } from '#contracts';

type Given = Pick<JournalEntry, 'type' | 'by' | 'message'> &
  Partial<Pick<JournalEntry, 'step' | 'failure' | 'at'>>;

/** An entry of the journal of a run: of the whole run, without a failure, and of this moment, unless it says otherwise. */
export function journalEntry({ step = null, failure = null, at = now(), ...given }: Given): JournalEntry {
  return { type: given.type, at, by: given.by, step, message: given.message, failure };
}

const now = (): string => new Date().toISOString();
