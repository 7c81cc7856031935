import type { JournalEvent } from '#contracts';

/** The journal entries in the text of an event stream. */
export function parseEvents(text: string): JournalEvent[] {
  return text.split('\n\n').flatMap((block) => {
    const field = (name: string): string | undefined =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const id = field('id');
    const data = field('data');
    return id === undefined || data === undefined ? [] : [{ ...(JSON.parse(data) as JournalEvent), id }];
  });
}
