import { defineStoreContract } from '../../libs/search/src/contract/store.contract.ts';
import { provideOpenSearch } from '../support/opensearch.ts';
import { storeFixture } from '../support/store-fixture.ts';

/** The contract that Elasticsearch is held to (test/integration/snapshot-store.spec.ts), held against a real OpenSearch. */
defineStoreContract('OpenSearch', async () => storeFixture('opensearch', await provideOpenSearch()));
