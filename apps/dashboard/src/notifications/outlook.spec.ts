import { describe, expect, it } from '@jest/globals';
import { outlookOf } from './outlook.ts';

const at = (minute: number): string => new Date(minute * 60_000).toISOString();
const tested = { name: 'ops', at: 5 * 60_000 };

describe('what became of a test', () => {
  it.each([
    [null, null, 'under way'],
    [at(5), at(4), 'under way'],
    [at(6), null, 'delivered'],
    [at(5), at(6), 'not delivered'],
  ] as const)('with a delivery at %s and a failure at %s: %s', (deliveredAt, failedAt, expected) => {
    expect(outlookOf([{ name: 'ops', deliveredAt, failedAt }], tested)).toBe(expected);
  });

  it('is nothing for a target that was not tested', () => {
    expect(outlookOf([{ name: 'chat', deliveredAt: at(9), failedAt: null }], tested)).toBeNull();
    expect(outlookOf([{ name: 'ops', deliveredAt: at(9), failedAt: null }], null)).toBeNull();
  });
});
