import { expect, it } from '@jest/globals';
import { inGibibytes } from './gibibytes.ts';

it.each([
  [0, '0.0 GiB'],
  [1_610_612_736, '1.5 GiB'],
  [1_000_000_000, '0.9 GiB'],
  [500 * 2 ** 30, '500.0 GiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(inGibibytes(bytes)).toBe(text);
});
