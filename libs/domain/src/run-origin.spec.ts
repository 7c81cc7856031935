import { describe, expect, it } from '@jest/globals';
import {
  isBoundByRetention,
  runOriginFrom,
  runOriginText,
  scheduleOf,
  UNKNOWN_ORIGIN,
  type RunOrigin,
} from './run-origin.ts';

const ORIGINS: RunOrigin[] = [
  { type: 'person', by: 'ops' },
  { type: 'schedule', by: null, schedule: 'nightly' },
  { type: 'schedule', by: 'ops', schedule: 'nightly' },
  { type: 'retention', by: 'schedule nightly' },
  UNKNOWN_ORIGIN,
];

describe('the origin of a run', () => {
  it('is read back as it was stored, without anything else', () => {
    for (const origin of ORIGINS) {
      expect(runOriginFrom(JSON.parse(JSON.stringify(origin)))).toEqual(origin);
      expect(runOriginFrom({ ...origin, more: 1 })).toEqual(origin);
    }
  });

  it.each([
    [null],
    ['person'],
    [[]],
    [{}],
    [{ type: 'person' }],
    [{ type: 'person', by: 7 }],
    [{ type: 'schedule', by: 'ops' }],
    [{ type: 'schedule', schedule: 'nightly' }],
    [{ type: 'Person', by: 'ops' }],
  ])('is unknown where the record does not say it: %j', (value) => {
    expect(runOriginFrom(value)).toEqual(UNKNOWN_ORIGIN);
  });

  it('lets only a person past the rules of retention, whatever name is used', () => {
    expect(ORIGINS.map(isBoundByRetention)).toEqual([false, true, true, true, true]);
    // A field from another version of the record, or none at all, is judged as strictly.
    expect(isBoundByRetention(runOriginFrom(undefined))).toBe(true);
    const named: RunOrigin = { type: 'person', by: 'retention (schedule nightly)' };
    expect([isBoundByRetention(named), scheduleOf(named)]).toEqual([false, null]);
  });

  it('is put into words', () => {
    expect(ORIGINS.map(runOriginText)).toEqual([
      'ops',
      'schedule nightly',
      'schedule nightly, triggered by ops',
      'retention (schedule nightly)',
      'not known',
    ]);
  });
});
