import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EngineRestoreStore, EngineSnapshotStore, type EngineName } from '#search';
import type { StoreFixture } from '../../libs/search/src/contract/store-fixture.contract.ts';
import { ask, type TestElasticsearch } from './elasticsearch.ts';

const REPOSITORY = 'contract';
const READ_ONLY = 'contract-read-only';

/** Some kilobytes that do not get smaller. */
const ballast = () => Array.from({ length: 400 }, () => Math.random().toString(36)).join('');

const templatePath = (kind: 'composable' | 'legacy', name: string) =>
  `/${kind === 'composable' ? '_index_template' : '_template'}/${name}`;

/** A restore that was just called off holds on to its repository a moment longer (409). */
async function untilPossible(work: () => Promise<unknown>): Promise<void> {
  for (let left = 100; ; left -= 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** What the suites do in the engine directly, not through the stores. */
function backDoor(
  server: TestElasticsearch,
): Omit<StoreFixture, 'store' | 'restores' | 'repository' | 'close' | 'loseFile'> {
  const settings = { location: `${server.location}/contract` };
  const register = (name: string, more: Record<string, unknown> = {}) =>
    ask(server, 'PUT', `/_snapshot/${name}`, { type: 'fs', settings: { ...settings, ...more } });
  return {
    createIndex: async (name, { hidden = false, shards = 1, alias }) => {
      await ask(server, 'PUT', `/${name}`, {
        settings: { number_of_replicas: 0, number_of_shards: shards, 'index.hidden': hidden },
        aliases: alias === undefined ? {} : { [alias]: {} },
      });
      for (const n of [1, 2]) {
        await ask(server, 'POST', `/${name}/_doc?refresh=true`, { n, text: ballast() });
      }
    },
    createUnassigned: async (name) => {
      await ask(server, 'PUT', `/${name}?wait_for_active_shards=0`, {
        settings: { number_of_replicas: 0, 'index.routing.allocation.require._name': 'nowhere' },
      });
    },
    closeIndex: async (name) => {
      await ask(server, 'POST', `/${name}/_close`);
    },
    putSettings: async (name, given) => {
      await ask(server, 'PUT', `/${name}/_settings`, given);
    },
    putClusterSettings: async (persistent) => {
      await ask(server, 'PUT', '/_cluster/settings', { persistent });
    },
    putTemplate: async (name, kind, pattern) => {
      await ask(server, 'PUT', templatePath(kind, name), { index_patterns: [pattern] });
    },
    deleteTemplate: async (name, kind) => {
      await ask(server, 'DELETE', templatePath(kind, name));
    },
    slowly: async (work) => {
      await register(REPOSITORY, { max_restore_bytes_per_sec: '1kb', max_snapshot_bytes_per_sec: '1kb' });
      await work().finally(() => untilPossible(() => register(REPOSITORY)));
    },
    registerReadOnly: async () => {
      await register(READ_ONLY, { readonly: true });
      return READ_ONLY;
    },
  };
}

/** Of the first shard that has one: every index of the suites has a folder of its own, an empty shard no data. */
async function loseFile(server: TestElasticsearch, snapshot: string, file: 'shardList' | 'data') {
  const { snapshots } = await ask<{ snapshots: { uuid: string }[] }>(
    server,
    'GET',
    `/_snapshot/${REPOSITORY}/${snapshot}`,
  );
  const root = join(server.location, 'contract');
  const files = readdirSync(root, { recursive: true }).map(String);
  const lists = files.filter((path) => path.endsWith(`/snap-${snapshots[0]!.uuid}.dat`));
  const data = files.filter((path) =>
    lists.some((list) => dirname(list) === dirname(path) && basename(path).startsWith('__')),
  );
  rmSync(join(root, (file === 'shardList' ? lists : data)[0]!));
}

/** Data streams and lifecycle policies are no part of every build of the engine. */
async function optionalFeatures(
  server: TestElasticsearch,
): Promise<Pick<StoreFixture, 'dataStream' | 'putLifecycle'>> {
  const has = async (path: string) => (await fetch(`${server.url}${path}`)).ok;
  const template = (name: string) => `/_index_template/contract-template-${name}`;
  const dataStream: StoreFixture['dataStream'] = {
    create: async (name) => {
      await ask(server, 'PUT', template(name), { index_patterns: [name], data_stream: {}, priority: 500 });
      await ask(server, 'PUT', `/_data_stream/${name}`);
    },
    remove: async (name) => {
      await ask(server, 'DELETE', `/_data_stream/${name}`);
      await ask(server, 'DELETE', template(name));
    },
  };
  const putLifecycle = async (name: string, min_age: string) => {
    const policy = { phases: { delete: { min_age, actions: { delete: {} } } } };
    await ask(server, 'PUT', `/_ilm/policy/${name}`, { policy });
  };
  return {
    ...((await has('/_data_stream')) && { dataStream }),
    ...((await has('/_ilm/policy')) && { putLifecycle }),
  };
}

/** A real engine as the contract of the stores wants it (libs/search/src/contract). */
export async function storeFixture(engine: EngineName, server: TestElasticsearch): Promise<StoreFixture> {
  const options = { engine, url: server.url, timeoutMs: 30_000 };
  const door = backDoor(server);
  await door.slowly(() => Promise.resolve());
  return {
    store: new EngineSnapshotStore(options),
    restores: new EngineRestoreStore(options),
    repository: REPOSITORY,
    ...door,
    ...(await optionalFeatures(server)),
    // In a container the files are out of reach.
    ...(existsSync(server.location) && { loseFile: (snapshot, file) => loseFile(server, snapshot, file) }),
    close: () => server.stop(),
  };
}
