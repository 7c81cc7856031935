import { API_BOUNDS, EndlessAnswer } from './bounded-body.ts';
import { journalEntrySchema, type JournalEvent } from '#contracts';

/**
 * Reads server-sent events as they arrive, until the stream ends.
 * @param heard called for everything that comes, also for comments
 * @throws EndlessAnswer for an event without an end
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  heard: () => void = () => undefined,
): AsyncGenerator<JournalEvent> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const chunk of body) {
    heard();
    buffer += decoder.decode(chunk, { stream: true });
    const blocks = buffer.split('\n\n');
    buffer = blocks.pop() ?? '';
    if (buffer.length > API_BOUNDS.eventCharacters) throw new EndlessAnswer('sends an event without an end');
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event) yield event;
    }
  }
}

/** @returns null for a comment, which only keeps the connection open, and for a kind of entry that this build does not know */
function parseEvent(block: string): JournalEvent | null {
  const field = (name: string): string | null => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
  const [id, data] = [field('id'), field('data')];
  if (id === null || data === null) return null;
  const entry: unknown = JSON.parse(data);
  // Of a coordinator that is newer than this command line.
  const { type } = journalEntrySchema.shape;
  if (!type.safeParse((entry as { type?: unknown } | null)?.type).success) return null;
  return { id, ...journalEntrySchema.parse(entry) };
}
