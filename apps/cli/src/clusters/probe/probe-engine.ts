import { Secret } from '#config';
import { prefixesIn, StepFailure, type FoundPrefixes } from '#domain';
import type { CallOptions } from '#http';
import { createSearchStores, type EngineName, type SearchStores } from '#search';

/** Where a search engine is, and who asks. */
export interface EngineAddress {
  url: string;
  /** With the password of the environment; left out for an engine that asks for none. */
  user?: { name: string; password: string } | undefined;
}

/** A search engine as it shows itself. */
export interface FoundEngine {
  url: string;
  /** The user that asked. */
  username: string | null;
  engine: EngineName;
  version: string;
  /** Names of the registered snapshot repositories. */
  repositories: string[];
  prefixes: FoundPrefixes;
  /** Why repositories or prefixes could not be read. */
  problems: string[];
}

/** The names of all of Camunda's indices have one or the other before their version. */
const TELLING = ['*-*_*', '*_*_*'];

/**
 * Asks a search engine what it is and what Camunda keeps in it. Changes nothing.
 * @throws StepFailure when neither engine answers there
 */
export async function probeEngine(address: EngineAddress, call: CallOptions): Promise<FoundEngine> {
  const { engine, stores, version } = await recognize(address, call);
  const problems: string[] = [];
  const orNone = <T>(asked: Promise<T[]>): Promise<T[]> =>
    asked.catch((error: unknown) => {
      if (!(error instanceof StepFailure)) throw error;
      problems.push(error.message);
      return [];
    });
  const [repositories, indices] = await Promise.all([
    orNone(stores.records.repositories(call)).then((names) => names.filter(isPlain)),
    orNone(stores.restores.indices(TELLING, call)),
  ]);
  return {
    url: address.url,
    username: address.user?.name ?? null,
    engine,
    version,
    repositories,
    prefixes: prefixesIn(indices.map(({ name }) => name)),
    problems,
  };
}

/** Holdfast reads `${NAME}` in its configuration as a variable of the environment. */
const isPlain = (name: string): boolean => !name.includes('${');

/** Each of the two engines is refused where the other is expected. */
async function recognize(
  address: EngineAddress,
  call: CallOptions,
): Promise<{ engine: EngineName; stores: SearchStores; version: string }> {
  const as = async (engine: EngineName) => {
    const stores = storesOf(address, engine);
    return { engine, stores, version: (await stores.records.ping(call)).version };
  };
  try {
    return await as('elasticsearch');
  } catch (error) {
    if (!(error instanceof StepFailure) || error.detail.code !== 'refused') throw error;
    return await as('opensearch');
  }
}

function storesOf({ url, user }: EngineAddress, engine: EngineName): SearchStores {
  const auth = user && { basic: { username: user.name, password: new Secret(user.password) } };
  return createSearchStores({ url, engine, auth });
}
