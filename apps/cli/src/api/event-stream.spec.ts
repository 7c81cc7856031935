import { describe, expect, it } from '@jest/globals';
import type { JournalEvent } from '#contracts';
import { readEvents } from './event-stream.ts';

const entry = (type: string): string =>
  JSON.stringify({ type, at: '2026-01-01T00:00:00.000Z', by: 'x', step: null, message: 'm', failure: null });

async function eventsIn(text: string): Promise<JournalEvent[]> {
  const found: JournalEvent[] = [];
  for await (const event of readEvents(new Blob([text]).stream())) found.push(event);
  return found;
}

describe('the events of a journal', () => {
  it('are read, without comments and without kinds of entries that a newer coordinator has', async () => {
    const blocks = [
      `id: 1-0\ndata: ${entry('run-accepted')}`,
      ': still here',
      `id: 2-0\ndata: ${entry('of-a-later-version')}`,
      `id: 3-0\ndata: ${entry('step-waiting')}`,
    ];
    const events = await eventsIn(`${blocks.join('\n\n')}\n\n`);
    expect(events.map(({ id, type }) => [id, type])).toEqual([
      ['1-0', 'run-accepted'],
      ['3-0', 'step-waiting'],
    ]);
  });

  it('are refused where one is not what its kind says', async () => {
    await expect(eventsIn('id: 1-0\ndata: {"type":"run-accepted"}\n\n')).rejects.toThrow();
  });
});
