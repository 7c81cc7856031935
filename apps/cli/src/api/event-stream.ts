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
  for await (const block of readBlocks(body, heard)) {
    const event = parseEvent(block);
    if (event) yield event;
  }
}

/**
 * The data of the events of this name, which are no entries of a journal.
 * @throws EndlessAnswer for an event without an end, SyntaxError for one that is not JSON
 */
export async function* readDocuments(
  body: ReadableStream<Uint8Array>,
  { name, heard }: { name: string; heard: () => void },
): AsyncGenerator {
  for await (const block of readBlocks(body, heard, API_BOUNDS.bytes)) {
    const data = fieldOf(block, 'data');
    if (data !== null && fieldOf(block, 'event') === name) yield JSON.parse(data);
  }
}

async function* readBlocks(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
  most: number = API_BOUNDS.eventCharacters,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const chunk of body) {
    heard();
    buffer += decoder.decode(chunk, { stream: true });
    const blocks = buffer.split('\n\n');
    buffer = blocks.pop() ?? '';
    if (buffer.length > most) throw new EndlessAnswer('sends an event without an end');
    yield* blocks;
  }
}

function fieldOf(block: string, name: string): string | null {
  return new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
}

/** @returns null for a comment, which only keeps the connection open, and for a kind of entry that this build does not know */
function parseEvent(block: string): JournalEvent | null {
  const [id, data] = [fieldOf(block, 'id'), fieldOf(block, 'data')];
  if (id === null || data === null) return null;
  const entry: unknown = JSON.parse(data);
  // Of a coordinator that is newer than this command line.
  const { type } = journalEntrySchema.shape;
  if (!type.safeParse((entry as { type?: unknown } | null)?.type).success) return null;
  return { id, ...journalEntrySchema.parse(entry) };
}
