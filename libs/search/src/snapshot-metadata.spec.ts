import { describe, expect, it } from '@jest/globals';
import { metadataBytes, requireSmallMetadata } from './snapshot-metadata.ts';

describe('metadata of a snapshot', () => {
  /** The largest that Elasticsearch 8.16.1 took, each found by trying. */
  it.each([
    ['letters', { a: 'x'.repeat(1_016) }, 1_024],
    ['umlauts, two bytes each', { a: 'ä'.repeat(508) }, 1_024],
    ['quotes, two bytes each', { a: '"'.repeat(508) }, 1_024],
    ['emoji, twelve bytes each', { a: '😀'.repeat(84) }, 1_016],
    ['empty texts', { k: Array<string>(339).fill('') }, 1_024],
    ['nothing', {}, 2],
  ])('counts as the engine does: %s', (_, metadata, size) => {
    expect(metadataBytes(metadata)).toBe(size);
    expect(() => requireSmallMetadata(metadata)).not.toThrow();
  });

  it.each([
    [{ a: 'x'.repeat(1_017) }, 1_025],
    [{ a: '😀'.repeat(85) }, 1_028],
  ])('refuses what the engine refuses', (metadata, size) => {
    expect(() => requireSmallMetadata(metadata)).toThrow(
      `has ${size} bytes; Elasticsearch keeps at most 1024`,
    );
  });
});
