import { describe, expect, it } from '@jest/globals';
import { SEPARATE_SHAPE } from './cluster-shape.ts';
import { generationOf, likelyGeneration, SUPPORTED_RANGE } from './generations.ts';

const separate = SEPARATE_SHAPE;
const unified = { ...separate, orchestration: true };
const rest = { ...unified, rest: true };
const relational = { ...unified, relational: true };

describe('generationOf', () => {
  it.each([
    ['8.1.0', separate, '8.1'],
    ['8.2', separate, '8.2'],
    ['8.3.11', separate, '8.2'],
    ['8.4', separate, '8.4'],
    ['8.7.2', separate, '8.4'],
    ['8.8.0', unified, '8.8'],
    ['8.9.21', unified, '8.8'],
    ['8.10.9', unified, '8.8'],
    ['8.10.9', rest, '8.10'],
    ['8.9.0', relational, 'rdbms'],
    ['8.10.9', relational, 'rdbms'],
  ])('takes %s to its generation', (version, shape, generation) => {
    expect(generationOf(version, shape)).toBe(generation);
  });

  it.each([
    ['8.0.3', separate],
    ['8.11', unified],
    ['9.6', separate],
    ['7.20', separate],
    ['latest', separate],
    ['', separate],
    ['8.7.2', unified],
    ['8.8.0', separate],
    ['8.9.0', rest],
    ['8.8.15', relational],
    ['8.7.2', { ...separate, relational: true }],
    ['8.10.9', { ...rest, relational: true }],
  ])('has none for %p in that shape', (version, shape) => {
    expect(generationOf(version, shape)).toBeNull();
  });
});

it('guesses the generation of a cluster without a version from its shape', () => {
  expect([separate, unified, rest, relational].map(likelyGeneration)).toEqual([
    '8.4',
    '8.8',
    '8.10',
    'rdbms',
  ]);
});

it('serves every minor of the range that it names', () => {
  expect(SUPPORTED_RANGE).toBe('8.1 to 8.10');
  const served = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((minor) =>
    [separate, unified].some((shape) => generationOf(`8.${minor}`, shape) !== null),
  );
  expect(served).toHaveLength(10);
});
