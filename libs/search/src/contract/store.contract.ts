import { afterAll, afterEach, beforeAll, describe, jest } from '@jest/globals';
import { ContractWorld } from './contract-world.spec-support.ts';
import { indexCases } from './indices.contract.ts';
import { listingCases } from './listing.contract.ts';
import { recoveryCases } from './recovery.contract.ts';
import { restoreCases } from './restore.contract.ts';
import { engineCases } from './engine.contract.ts';
import { rehearsalCases } from './rehearsal.contract.ts';
import { snapshotCases } from './snapshots.contract.ts';
import type { StoreFixture } from './store-fixture.contract.ts';

/** A real engine on a busy machine takes seconds for an index or a snapshot. */
const SLOW = 60_000;

/** Where the engine has to be fetched first. */
const INSTALL = 900_000;

/** The behaviour that every pair of a SnapshotStore and a RestoreStore promises, held against one engine. */
export function defineStoreContract(name: string, factory: () => Promise<StoreFixture>): void {
  describe(`The contract of snapshots and restores: ${name}`, () => {
    jest.setTimeout(SLOW);
    const world = new ContractWorld();

    beforeAll(async () => {
      world.fixture = await factory();
    }, INSTALL);

    afterEach(() => world.clear(), SLOW);

    afterAll(async () => {
      await world.store.close();
      await world.restores.close();
      await world.fixture.close();
    }, SLOW);

    describe('taking snapshots', () => snapshotCases(world));
    describe('listing and checking snapshots', () => listingCases(world));
    describe('indices and templates', () => indexCases(world));
    describe('restoring', () => restoreCases(world));
    describe('restoring under another name', () => rehearsalCases(world));
    describe('what the engine allows', () => engineCases(world));
    describe('watching a restore', () => recoveryCases(world));
  });
}
