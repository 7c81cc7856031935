import { ElasticSnapshotStore } from '#snapshots';
import { defineSnapshotStoreContract } from '../../libs/snapshots/src/snapshot-store.contract.ts';
import { ask, provideElasticsearch } from '../support/elasticsearch.ts';

const REPOSITORY = 'contract';
const READ_ONLY = 'contract-read-only';

/** The contract of every snapshot store, held against a real Elasticsearch. */
defineSnapshotStoreContract('Elasticsearch', async () => {
  const server = await provideElasticsearch();
  const settings = { location: `${server.location}/contract` };
  await ask(server, 'PUT', `/_snapshot/${REPOSITORY}`, { type: 'fs', settings });
  return {
    store: new ElasticSnapshotStore({ url: server.url, timeoutMs: 30_000 }),
    repository: REPOSITORY,
    createIndex: async (name) => {
      await ask(server, 'PUT', `/${name}`, { settings: { number_of_replicas: 0 } });
      await ask(server, 'POST', `/${name}/_doc?refresh=true`, { made: 'by the contract suite' });
    },
    deleteIndex: async (name) => {
      await ask(server, 'DELETE', `/${name}`);
    },
    registerReadOnly: async () => {
      await ask(server, 'PUT', `/_snapshot/${READ_ONLY}`, {
        type: 'fs',
        settings: { ...settings, readonly: true },
      });
      return READ_ONLY;
    },
    close: () => server.stop(),
  };
});
