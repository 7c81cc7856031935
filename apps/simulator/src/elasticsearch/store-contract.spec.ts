import { EngineRestoreStore, EngineSnapshotStore } from '#search';
import { defineStoreContract } from '../../../../libs/search/src/contract/store.contract.ts';
import { startSimulator } from '../start-simulator.ts';

const slow = { snapshotDurationMs: 60_000, restoreDurationMs: 60_000 };
const policyOf = (minAge: string) => ({
  policy: { phases: { delete: { min_age: minAge, actions: { delete: {} } } } },
});
const quick = { snapshotDurationMs: 30, restoreDurationMs: 30 };

/** The contract that the real Elasticsearch is held to (test/integration/snapshot-store.spec.ts). */
defineStoreContract('simulator', async () => {
  const simulator = await startSimulator({ clusters: { a: { settings: { elasticsearch: quick } } } });
  const url = simulator.clusters.a?.elasticsearch ?? '';
  const ask = async (method: string, address: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(address, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers }),
    });
    if (!response.ok) throw new Error(`${method} ${address}: ${await response.text()}`);
  };
  const control = (method: string, path: string, body: unknown) =>
    ask(method, `${simulator.controlUrl}/clusters/a/${path}`, body);
  const templatePath = { composable: '_index_template', legacy: '_template' };
  return {
    store: new EngineSnapshotStore({ engine: 'elasticsearch', url }),
    restores: new EngineRestoreStore({ engine: 'elasticsearch', url }),
    repository: 'camunda',
    createIndex: async (name, { hidden = false, shards = 1, alias }) => {
      const settings = { number_of_shards: shards, 'index.hidden': hidden };
      const aliases = alias === undefined ? {} : { [alias]: {} };
      await ask('PUT', `${url}/${name}`, { settings, aliases });
      for (const n of [1, 2]) await ask('POST', `${url}/${name}/_doc`, { n });
    },
    createUnassigned: (name) =>
      ask('PUT', `${url}/${name}`, { settings: { 'index.routing.allocation.require._name': 'nowhere' } }),
    closeIndex: (name) => ask('POST', `${url}/${name}/_close`),
    putSettings: (name, settings) => ask('PUT', `${url}/${name}/_settings`, settings),
    putClusterSettings: (persistent) => ask('PUT', `${url}/_cluster/settings`, { persistent }),
    dataStream: {
      create: (name) => ask('PUT', `${url}/_data_stream/${name}`),
      remove: (name) => ask('DELETE', `${url}/_data_stream/${name}`),
    },
    putLifecycle: (name, minAge) => ask('PUT', `${url}/_ilm/policy/${name}`, policyOf(minAge)),
    putTemplate: (name, kind, pattern) =>
      ask('PUT', `${url}/${templatePath[kind]}/${name}`, { index_patterns: [pattern] }),
    deleteTemplate: (name, kind) => ask('DELETE', `${url}/${templatePath[kind]}/${name}`),
    slowly: async (work) => {
      await control('PATCH', 'settings', { elasticsearch: slow });
      await work().finally(() => control('PATCH', 'settings', { elasticsearch: quick }));
    },
    registerReadOnly: async () => {
      const settings = { location: '/data/es/repo/camunda', readonly: true };
      await ask('PUT', `${url}/_snapshot/read-only`, { type: 'fs', settings });
      return 'read-only';
    },
    loseFile: (snapshot, file) => control('POST', 'actions', { action: 'loseSnapshotFile', snapshot, file }),
    close: () => simulator.close(),
  };
});
