import {
  camundaVersion,
  generationOf,
  hasActuator,
  hasSoftPause,
  parseVersion,
  sameMinor,
  SOFT_PAUSE_PATCHES,
  SUPPORTED_RANGE,
  type IndexOwner,
} from '#domain';
import { APPS, type FoundCluster, type Missing } from './probe-cluster.ts';
import type { FoundEngine } from './probe-engine.ts';
import { DATABASE_REMEDY, seemsRelational } from './relational.ts';

/** What was not found, and what has to be decided by a person. Pure. */
export function doubtsOf(found: FoundCluster): Missing[] {
  const { engine } = found;
  const relational = seemsRelational(found);
  // Then only Optimize has a search engine.
  const hasNoEngine = relational && found.apps.optimize === undefined;
  return [
    ...found.missing,
    ...versionDoubts(found),
    ...tenantDoubts(found),
    ...(relational ? [{ what: 'database', remedy: DATABASE_REMEDY }] : historyDoubts(found)),
    ...brokerDoubts(found),
    ...appDoubts(found),
    ...(engine === null || hasNoEngine
      ? []
      : [...repositoryDoubts(engine), ...prefixDoubts(found, engine, relational)]),
  ];
}

function versionDoubts({ version, orchestration, rest }: FoundCluster): Missing[] {
  const what = 'version';
  const parsed = version === null ? null : parseVersion(version);
  if (version === null || parsed === null)
    return [{ what, remedy: 'Zeebe does not report it. Set it, for example to "8.6".' }];
  if (generationOf(version, { orchestration, rest: rest !== null, relational: false }) === null)
    return [{ what, remedy: `${version} is not supported. Holdfast backs up ${SUPPORTED_RANGE}.` }];
  if (hasSoftPause(parsed)) return [];
  const remedy = `${version} can only pause exporting hard: nothing is exported meanwhile. Add "hardPause: allowed", or update (soft from ${SOFT_PAUSE_PATCHES} on).`;
  return [{ what: 'hardPause', remedy }];
}

/** A cluster of the file is one physical tenant (8.10). */
function tenantDoubts({ zeebe: { tenants = [] } }: FoundCluster): Missing[] {
  if (tenants.length < 2) return [];
  const remedy = `The cluster has the physical tenants ${tenants.join(', ')}. Write one cluster for each of them, with orchestration.rest and orchestration.tenant (docs/physical-tenants.md).`;
  return [{ what: 'orchestration.tenant', remedy }];
}

/** From 8.8 on, the management port has both. */
function historyDoubts({ zeebe: { actuators }, orchestration, rest }: FoundCluster): Missing[] {
  if (!orchestration || rest !== null) return [];
  return ['backupRuntime', 'backupHistory']
    .filter((name) => !hasActuator(actuators, name))
    .map((name) => ({
      what: 'orchestration',
      remedy: `The actuator "${name}" is missing. Expose it.`,
    }));
}

function brokerDoubts({ zeebe, brokers, version }: FoundCluster): Missing[] {
  const what = 'brokers';
  const how = 'Name the management address of each with --broker.';
  const found = brokers.length > 0 ? brokers : [zeebe].filter(({ replicas }) => replicas !== null);
  const strangers = brokers.filter((broker) => broker.replicas === null || broker.version !== version);
  const there = zeebe.topology?.brokers;
  if (strangers.length > 0) {
    const named = strangers.map(({ url }) => url).join(', ');
    return [{ what, remedy: `${named}: no broker of this cluster. ${how}` }];
  }
  if (there === undefined)
    return brokers.length > 0 ? [] : [{ what, remedy: `Zeebe does not report how many it has. ${how}` }];
  return there === found.length
    ? []
    : [{ what, remedy: `The cluster has ${there}, and ${found.length} were found. ${how}` }];
}

/** The same address twice, or an application of another version: probably that of another cluster. */
function appDoubts({ apps, version }: FoundCluster): Missing[] {
  const zeebe = version === null ? null : parseVersion(version);
  const ports = Object.entries(apps);
  return ports.flatMap(([app, port]) => {
    const own = port.version === null ? null : parseVersion(port.version);
    const twin = ports.find(([other, { url }]) => other !== app && url === port.url);
    if (twin)
      return [{ what: app, remedy: `It has the address of ${twin[0]}. Name the right one with --${app}.` }];
    if (zeebe === null || own === null || sameMinor(camundaVersion(own), zeebe)) return [];
    return [
      {
        what: app,
        remedy: `It is ${port.version ?? ''}, and Zeebe is ${version ?? ''}. Is it of this cluster?`,
      },
    ];
  });
}

function repositoryDoubts({ repositories, problems }: FoundEngine): Missing[] {
  const what = 'records.repository';
  const troubles = problems.map((remedy) => ({ what: 'records', remedy }));
  if (repositories.length === 1) return troubles;
  const remedy =
    repositories.length === 0
      ? 'No snapshot repository was found. Register the one that Camunda is configured with, and name it here.'
      : `Several are registered: ${repositories.join(', ')}. Name the one that Camunda is configured with.`;
  return [...troubles, { what, remedy }];
}

const TITLES: Record<IndexOwner, string> = {
  operate: 'Operate',
  tasklist: 'Tasklist',
  webapps: 'the orchestration cluster',
  optimize: 'Optimize',
  records: 'exported records',
};

/** Several clusters may share an engine, or it may be the wrong one. */
function prefixDoubts(
  { orchestration, apps }: FoundCluster,
  { prefixes }: FoundEngine,
  relational: boolean,
): Missing[] {
  const owners: IndexOwner[] = orchestration && !relational ? ['webapps'] : [];
  for (const app of APPS) if (apps[app] !== undefined) owners.push(app);
  // From 8.8 on only Optimize reads the exported records.
  if (!orchestration || apps.optimize !== undefined) owners.push('records');
  return owners.flatMap((owner) => {
    const what = `${owner === 'webapps' ? 'orchestration' : owner}.indexPrefix`;
    const found = prefixes[owner];
    if (found.length === 1) return [];
    if (found.length === 0)
      return [{ what, remedy: `No index of ${TITLES[owner]} was found. Is it the engine of this cluster?` }];
    const named = found.map((each) => (each === '' ? 'none' : each)).join(', ');
    return [{ what, remedy: `Indices with several prefixes exist: ${named}. Take the one of this cluster.` }];
  });
}
