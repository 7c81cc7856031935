import type { JournalEvent } from '#contracts';
import { compareStreamIds } from '#domain';
import type { ServerSentEvent } from '../api/server-sent-events.ts';

/** Entries of a journal, oldest first, as they were received. */
export type Journal = readonly JournalEvent[];

export interface JournalFilter {
  /** Looked for in message, process, step and type, whatever the case. */
  text: string;
  /** Empty for all. */
  step: string;
  /** Without looks that tell of nothing but progress. */
  brief: boolean;
}

export const NO_FILTER: JournalFilter = { text: '', step: '', brief: false };

export function entryOf({ id, data }: ServerSentEvent): JournalEvent | null {
  return id === null ? null : { ...(JSON.parse(data) as Omit<JournalEvent, 'id'>), id };
}

/** Appends what is new. What was received before, because a connection was opened again, is left out. */
export function appended(journal: Journal, received: readonly JournalEvent[]): Journal {
  const fresh: JournalEvent[] = [];
  let last = journal.at(-1)?.id ?? '0-0';
  for (const entry of received) {
    if (compareStreamIds(entry.id, last) <= 0) continue;
    fresh.push(entry);
    last = entry.id;
  }
  return fresh.length === 0 ? journal : [...journal, ...fresh];
}

export function filtered(journal: Journal, { text, step, brief }: JournalFilter): Journal {
  const wanted = text.trim().toLowerCase();
  return journal.filter(
    (entry) =>
      (step === '' || entry.step === step) &&
      !(brief && (entry.type === 'step-progress' || entry.type === 'step-output')) &&
      (wanted === '' ||
        [entry.message, entry.by, entry.step ?? '', entry.type].some((field) =>
          field.toLowerCase().includes(wanted),
        )),
  );
}

/** When the preflight began and ended, by the entries; it is no step of its own in the record. */
export function preflightEnd(journal: Journal): string | null {
  const ended = journal.find(({ type }) => type === 'preflight-passed' || type === 'preflight-failed');
  return ended?.at ?? null;
}
