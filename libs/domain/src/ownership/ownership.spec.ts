import { describe, expect, it } from '@jest/globals';
import { isOwnMarker, installationOfMarker, ownerMarkerName } from './owner-marker.ts';
import { originText, ownershipOf, type OwnershipFacts } from './ownership.ts';

const own = { cluster: 'prod', installation: 'i-1', engine: 'e-1', prefix: 'zeebe-record' };
const origin = { cluster: 'prod', runId: 'r-1', installation: 'i-1', engine: 'e-1', prefix: 'zeebe-record' };
const run = { runId: 'r-1' };
const other = { ...origin, installation: 'i-2', engine: 'e-2' };
const proof = (over: Partial<OwnershipFacts>) =>
  ownershipOf({ own, origin, run: null, adopted: false, ...over });

describe('ownershipOf', () => {
  it.each<[string, Partial<OwnershipFacts>, string | null]>([
    ['the run on record took it', { run }, 'run'],
    [
      'the run on record took it, before sets held more than that',
      { run, origin: { ...other, runId: 'r-1' } },
      'run',
    ],
    ['a run has its id, and no records snapshot came of it', { run, origin: null }, 'run'],
    [
      'a run has its id, and another one took the records snapshot',
      { run, origin: { ...other, runId: 'r-2' } },
      null,
    ],
    ['no run is on record, and it is of another installation', { run: null, origin: other }, null],
    ['no run is on record, and it is of this installation', { run: null }, 'installation'],
    [
      'it has the id of this installation, after a move to another engine',
      { origin: { ...origin, engine: 'e-2' } },
      'installation',
    ],
    ['it has that id and another cluster', { origin: { ...origin, cluster: 'b' } }, null],
    [
      'Redis lost the id, and engine, prefix and name are the same',
      { own: { ...own, installation: null } },
      'engine',
    ],
    ['only the name is the same', { origin: other }, null],
    ['the prefix is another', { origin: { ...other, engine: 'e-1', prefix: 'x' } }, null],
    ['the engine cannot be asked', { own: { ...own, installation: null, engine: null } }, null],
    ['both engines are unknown', { own: { ...own, engine: null }, origin: { ...other, engine: null } }, null],
    [
      'both installations are unknown',
      { own: { ...own, installation: null }, origin: { ...other, installation: null } },
      null,
    ],
    ['nothing of it says anything', { origin: null }, null],
    ['it was adopted', { origin: { ...other, cluster: 'b' }, adopted: true }, 'adopted'],
  ])('when %s', (_, over, expected) => {
    expect(proof(over)).toBe(expected);
  });
});

describe('an owner marker', () => {
  const marker = { snapshot: ownerMarkerName('i-1'), ...own };

  it('is recognised by its name alone', () => {
    expect(installationOfMarker(marker.snapshot)).toBe('i-1');
    expect(installationOfMarker('camunda_zeebe_records_backup_1')).toBeNull();
  });

  it('is that of a cluster by its id, and by all the rest where the id was lost', () => {
    expect(isOwnMarker({ ...marker, engine: 'e-2' }, own)).toBe(true);
    expect(isOwnMarker(marker, { ...own, installation: null })).toBe(true);
    expect(isOwnMarker(marker, { ...own, installation: 'i-2', engine: 'e-2' })).toBe(false);
    expect(isOwnMarker(marker, { ...own, installation: 'i-2', cluster: 'staging' })).toBe(false);
    expect(isOwnMarker({ ...marker, engine: null }, { ...own, installation: 'i-2', engine: null })).toBe(
      false,
    );
  });
});

describe('originText', () => {
  it('names the cluster that a set says it is of', () => {
    expect(originText(origin)).toBe('taken by cluster "prod" of another installation');
    expect(originText(null)).toBe('taken by another tool');
  });
});
