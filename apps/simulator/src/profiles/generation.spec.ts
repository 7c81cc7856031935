import { describe, expect, it } from '@jest/globals';
import { generationOf } from './generation.ts';

describe('the generation of a version', () => {
  it.each([
    ['8.1.9', 'elasticsearch', '8.1'],
    ['8.2.27', 'elasticsearch', '8.2'],
    ['8.3.0', 'opensearch', '8.2'],
    ['8.4.7', 'elasticsearch', '8.4'],
    ['8.6.0', 'elasticsearch', '8.4'],
    ['8.7.17', 'opensearch', '8.4'],
    ['8.8.0', 'elasticsearch', '8.8'],
    ['8.9.21', 'opensearch', '8.8'],
    ['8.10.0-alpha5-rc3', 'elasticsearch', '8.10'],
    ['8.9.0', 'rdbms', 'rdbms'],
    ['8.10.9', 'rdbms', 'rdbms'],
  ] as const)('%s on %s is %s', (version, storage, generation) => {
    expect(generationOf(version, storage)).toBe(generation);
  });

  it.each([
    ['8.0.0', 'elasticsearch'],
    ['8.11.0', 'elasticsearch'],
    ['8.6', 'elasticsearch'],
    ['latest', 'elasticsearch'],
    ['8.8.0', 'rdbms'],
  ] as const)('%s on %s has none', (version, storage) => {
    expect(generationOf(version, storage)).toBeUndefined();
  });
});
