import { defineStoreContract } from '../../libs/search/src/contract/store.contract.ts';
import { provideElasticsearch } from '../support/elasticsearch.ts';
import { storeFixture } from '../support/store-fixture.ts';

/** The contract of every store, held against a real Elasticsearch. */
defineStoreContract('Elasticsearch', async () => storeFixture('elasticsearch', await provideElasticsearch()));
