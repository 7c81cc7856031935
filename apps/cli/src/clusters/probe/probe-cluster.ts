import { probeManagement, probeRest, type ManagementPort } from '#camunda';
import { generationOf, hasActuator, isOrchestration, StepFailure, type Component } from '#domain';
import type { CallOptions } from '#http';
import { seemsRelational } from './relational.ts';
import { probeEngine, type EngineAddress, type FoundEngine } from './probe-engine.ts';

/** Where to look. The gateway's management address, or from 8.8 on that of the application, is enough to begin with. */
export interface ProbeAddresses {
  management: string;
  /** Management addresses of the brokers. */
  brokers: string[];
  rest?: string | undefined;
  /** `rest` was found, not given: no word where the version has no backups there. */
  restFound?: boolean;
  operate?: string | undefined;
  tasklist?: string | undefined;
  optimize?: string | undefined;
  search?: EngineAddress | undefined;
}

/** What could not be found, and what to do about it. */
export interface Missing {
  what: string;
  remedy: string;
}

const SERVED = 'From 8.8 on the application behind the management address serves it: leave it out.';
export const APPS = ['operate', 'tasklist', 'optimize'] as const;

/** A cluster as it shows itself. */
export interface FoundCluster {
  version: string | null;
  /** One application serves Zeebe, Operate and Tasklist (8.8 and later). */
  orchestration: boolean;
  /** The Orchestration Cluster REST API, where backups are asked for through it (8.10). */
  rest: string | null;
  zeebe: ManagementPort;
  /** The brokers that answered. */
  brokers: ManagementPort[];
  apps: Partial<Record<(typeof APPS)[number], ManagementPort>>;
  engine: FoundEngine | null;
  /** Addresses that were given and did not answer, or were not given. */
  missing: Missing[];
}

const CALL: CallOptions = { timeoutMs: 5_000, caller: 'holdfast clusters probe' };

/**
 * Asks every given address what it is. Changes nothing.
 * @throws StepFailure when the management address does not answer, or is not that of Zeebe: without it nothing can be found
 */
export async function probeCluster(addresses: ProbeAddresses): Promise<FoundCluster> {
  const missing: Missing[] = [];
  const zeebe = await probeManagement('zeebe', addresses.management, CALL);
  requireZeebe(zeebe);
  const { version } = zeebe;
  const orchestration = isOrchestration(zeebe.actuators, version);

  const apps: FoundCluster['apps'] = {};
  const probeApp = async (app: (typeof APPS)[number]): Promise<void> => {
    const url = addresses[app];
    if (orchestration && app !== 'optimize') {
      if (url !== undefined) missing.push({ what: app, remedy: SERVED });
      return;
    }
    const remedy = `Name its management address with --${app}, unless it is not deployed.`;
    if (url === undefined) missing.push({ what: app, remedy });
    const port = url === undefined ? undefined : await portAt(app, url, missing);
    if (port !== undefined) apps[app] = port;
  };
  // On a relational database only Optimize has a search engine.
  const needsEngine =
    addresses.search !== undefined ||
    addresses.optimize !== undefined ||
    !seemsRelational({ orchestration, version, zeebe });
  const urls = [...new Set(addresses.brokers)];
  const [rest, engine, brokers] = await Promise.all([
    restAt(addresses, { version, orchestration }, missing),
    needsEngine ? engineAt(addresses.search, missing) : null,
    Promise.all(urls.map((url) => portAt('zeebe', url, missing))),
    ...APPS.map(probeApp),
  ]);
  return {
    version,
    orchestration,
    rest,
    zeebe,
    brokers: brokers.filter((broker) => broker !== undefined),
    apps,
    engine,
    missing,
  };
}

/** Every version of Zeebe has the actuator, and no other component has it. */
const isZeebe = ({ actuators }: ManagementPort): boolean => hasActuator(actuators, 'exporting');

function requireZeebe(port: ManagementPort): void {
  if (isZeebe(port)) return;
  throw StepFailure.permanent(
    'refused',
    `What answers at ${port.url} has no actuator "exporting": it is not Zeebe, or the actuator is not exposed. Name Zeebe's own management address, or expose it (management.endpoints.web.exposure.include).`,
    { component: 'zeebe' },
  );
}

/** The REST API, where it has backups and answers. */
async function restAt(
  { rest: url, restFound = false }: ProbeAddresses,
  { version, orchestration }: Pick<FoundCluster, 'version' | 'orchestration'>,
  missing: Missing[],
): Promise<string | null> {
  if (url === undefined) return null;
  if (version !== null && generationOf(version, { orchestration, rest: true, relational: false }) === null) {
    if (!restFound)
      missing.push({ what: 'rest', remedy: `The REST API of ${version} has no backups: leave it out.` });
    return null;
  }
  const trouble = await failureOf(() => probeRest(url, CALL));
  if (trouble === null) return url;
  missing.push({ what: 'rest', remedy: trouble });
  return null;
}

async function portAt(
  component: Component,
  url: string,
  missing: Missing[],
): Promise<ManagementPort | undefined> {
  const what = component === 'zeebe' ? `broker ${url}` : component;
  let port: ManagementPort | undefined;
  const trouble = await failureOf(async () => (port = await probeManagement(component, url, CALL)));
  if (trouble !== null) missing.push({ what, remedy: trouble });
  if (port === undefined || isZeebe(port) === (component === 'zeebe')) return port;
  const is = component === 'zeebe' ? 'is not Zeebe' : 'is Zeebe';
  missing.push({ what, remedy: `What answers at ${url} ${is}. Name the right address.` });
  return undefined;
}

async function engineAt(address: EngineAddress | undefined, missing: Missing[]): Promise<FoundEngine | null> {
  let engine: FoundEngine | null = null;
  const trouble =
    address === undefined
      ? 'Name the address of Elasticsearch or OpenSearch with --search.'
      : await failureOf(async () => (engine = await probeEngine(address, CALL)));
  if (trouble !== null) missing.push({ what: 'records', remedy: trouble });
  return engine;
}

/** Why a component could not be asked; null when it could. */
async function failureOf(ask: () => Promise<unknown>): Promise<string | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (error instanceof StepFailure) return error.message;
    throw error;
  }
}
