import { describe, expect, it } from '@jest/globals';
import type { Schedule, Slot } from '#contracts';
import { scheduleFacts } from './schedule-facts.ts';

const slot = (minute: number, over: Partial<Slot>): Slot => ({
  plannedAt: `2026-11-25T12:0${minute}:00.000Z`,
  decidedAt: `2026-11-25T12:0${minute}:01.000Z`,
  ...{ result: 'skipped', reason: null, skipCause: 'busy', manual: false, backupId: null, outcome: null },
  ...over,
});
const factsOf = (...recent: Slot[]) =>
  scheduleFacts({
    name: 'nightly',
    paused: null,
    expectedIntervalSeconds: 60,
    recent,
  } as unknown as Schedule);

describe('the newest skipped time of a schedule', () => {
  it('is one that another run kept from beginning, whatever the words say', () => {
    const busy = slot(1, { reason: 'paused by a run' });
    const paused = slot(2, { skipCause: 'paused', reason: 'the cluster was busy' });
    expect(factsOf(paused, busy).skipped).toMatchObject({ plannedAt: Date.parse(busy.plannedAt) });
    expect(factsOf(paused).skipped).toBeNull();
    expect(factsOf(slot(3, { result: 'started', skipCause: null })).skipped).toBeNull();
  });
});
