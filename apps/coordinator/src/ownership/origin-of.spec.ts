import { describe, expect, it } from '@jest/globals';
import { ownerMarkerName } from '#domain';
import { markerOf, metadataRefusal, originOf } from './origin-of.ts';

const WHO = { cluster: 'prod', runId: 'r', installation: 'i', engine: 'e', prefix: 'zeebe-record' };
const metadata = (schemaVersion?: unknown) => ({
  backupId: 42,
  holdfast: { ...WHO, ...(schemaVersion !== undefined && { schemaVersion }) },
});

describe('what the metadata of a snapshot says', () => {
  it.each([
    ['the current version', metadata(1)],
    ['the previous version, which had none', metadata()],
  ])('is read in %s', (_, given) => {
    expect(originOf(given)).toEqual(WHO);
    expect(metadataRefusal('s', given)).toBeNull();
  });

  it('is not used in a newer version: the set has no origin then, and is foreign', () => {
    expect(originOf(metadata(2))).toBeNull();
    expect(metadataRefusal('s', metadata(2))?.message).toContain(
      'the metadata of snapshot s has schema version 2',
    );
  });

  it('of a newer owner marker is its installation alone, with the reason', () => {
    const { holdfast } = metadata(2);
    const marker = markerOf({ snapshot: ownerMarkerName('i'), metadata: { holdfast } });
    expect(marker).toMatchObject({ installation: 'i', cluster: null, engine: null, prefix: null });
    expect(marker?.refusal?.found).toBe(2);
  });

  it('of another tool is nothing', () => {
    for (const given of [null, undefined, {}, { holdfast: 3 }, { holdfast: { cluster: 'a' } }]) {
      expect(originOf(given)).toBeNull();
      expect(metadataRefusal('s', given)).toBeNull();
    }
  });
});
