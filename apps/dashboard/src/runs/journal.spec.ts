import { describe, expect, it } from '@jest/globals';
import type { JournalEvent } from '#contracts';
import { appended, entryOf, filtered, NO_FILTER, preflightEnd } from './journal.ts';

const entry = (id: string, over: Partial<JournalEvent> = {}): JournalEvent => ({
  id,
  type: 'step-started',
  at: '2026-11-25T10:00:00.000Z',
  by: 'worker-zeebe@host-1',
  step: 'backup-zeebe',
  message: 'started',
  failure: null,
  ...over,
});

describe('a journal', () => {
  it('takes what is new, once, however often it is received', () => {
    const first = appended([], [entry('1-0'), entry('1-1')]);
    const again = appended(first, [entry('1-0'), entry('1-1'), entry('2-0')]);
    expect(again.map(({ id }) => id)).toEqual(['1-0', '1-1', '2-0']);
    expect(appended(again, [entry('1-1')])).toBe(again);
  });

  it('compares ids as numbers', () => {
    const journal = appended([entry('9-9')], [entry('9-10'), entry('10-0')]);
    expect(journal.map(({ id }) => id)).toEqual(['9-9', '9-10', '10-0']);
  });

  it('is read from events; what has no id is no entry', () => {
    const { id, ...data } = entry('5-0');
    expect(entryOf({ id, event: 'step-started', data: JSON.stringify(data) })).toEqual(entry('5-0'));
    expect(entryOf({ id: null, event: 'x', data: '{}' })).toBeNull();
  });

  const journal = [
    entry('1-0', { type: 'run-accepted', step: null, by: 'coordinator@a', message: 'backup 1 accepted' }),
    entry('2-0', { type: 'step-progress', message: '1 of 3' }),
    entry('3-0', { step: 'backup-operate', message: 'Retry: HTTP 503' }),
  ];

  it.each([
    ['text in the message', { text: ' http 503 ' }, ['3-0']],
    ['text in the process', { text: 'COORDINATOR' }, ['1-0']],
    ['a step', { step: 'backup-zeebe' }, ['2-0']],
    ['what matters', { brief: true }, ['1-0', '3-0']],
    ['nothing', {}, ['1-0', '2-0', '3-0']],
  ])('is filtered by %s', (_, filter, ids) => {
    expect(filtered(journal, { ...NO_FILTER, ...filter }).map(({ id }) => id)).toEqual(ids);
  });

  it('tells when the preflight ended, also when it failed', () => {
    expect(preflightEnd(journal)).toBeNull();
    const at = '2026-11-25T10:00:09.000Z';
    expect(preflightEnd([...journal, entry('4-0', { type: 'preflight-failed', at })])).toBe(at);
  });
});
