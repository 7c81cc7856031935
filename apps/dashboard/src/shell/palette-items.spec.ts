import { describe, expect, it } from '@jest/globals';
import { matching } from './palette-items.ts';

const items = [
  'Clusters',
  'Alerts',
  'payments-prod',
  'payments-test',
  'Back up payments-prod now',
  'repay',
].map((label) => ({ label, kind: 'page' }));
const found = (text: string) => matching(items, text).map(({ label }) => label);

describe('what the palette offers', () => {
  it('is everything at first, in its order', () => {
    expect(found('')).toEqual(items.map(({ label }) => label));
  });

  it.each([
    ['pay', ['payments-prod', 'payments-test', 'Back up payments-prod now', 'repay']],
    ['PROD pay', ['payments-prod', 'Back up payments-prod now']],
    ['back prod', ['Back up payments-prod now']],
    ['nothing', []],
  ])('for "%s" is what has every word, the best first', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('is never a list that does not end', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ label: `c${index}`, kind: 'cluster' }));
    expect(matching(many, 'c')).toHaveLength(50);
  });
});
