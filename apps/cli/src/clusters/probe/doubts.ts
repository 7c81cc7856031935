import { hasSoftPause, parseVersion, SOFT_PAUSE_PATCHES, SUPPORTED_RANGE, generationOf } from '#domain';
import type { FoundEngine } from './probe-engine.ts';
import type { FoundCluster, Missing } from './probe-cluster.ts';

/** What was not found, and what has to be decided by a person. Pure. */
export function doubtsOf(found: FoundCluster): Missing[] {
  return [
    ...found.missing,
    ...versionDoubts(found),
    ...brokerDoubts(found),
    ...(found.engine === null ? [] : [...repositoryDoubts(found.engine), ...prefixDoubts(found.engine)]),
  ];
}

function versionDoubts({ version, orchestration, rest }: FoundCluster): Missing[] {
  if (version === null)
    return [{ what: 'version', remedy: 'Zeebe does not report it. Set it, for example to "8.6".' }];
  if (generationOf(version, { orchestration, rest: rest !== null }) === null)
    return [
      { what: 'version', remedy: `${version} is not supported. Holdfast backs up ${SUPPORTED_RANGE}.` },
    ];
  const parsed = parseVersion(version);
  if (parsed === null || hasSoftPause(parsed)) return [];
  const remedy = `${version} can only pause exporting hard. Update the patch (${SOFT_PAUSE_PATCHES}), or set it to allowed.`;
  return [{ what: 'hardPause', remedy }];
}

function brokerDoubts({ zeebe, brokers }: FoundCluster): Missing[] {
  const what = 'brokers';
  const there = zeebe.topology?.brokers;
  if (there === undefined)
    return brokers.length > 0
      ? []
      : [
          {
            what,
            remedy:
              'Zeebe does not report how many it has. Name the management address of each with --broker.',
          },
        ];
  if (there === Math.max(brokers.length, 1)) return [];
  const found = `The cluster has ${there}, and ${brokers.length} were found.`;
  return [{ what, remedy: `${found} Name the management address of each with --broker.` }];
}

function repositoryDoubts({ repositories }: FoundEngine): Missing[] {
  if (repositories.length === 1) return [];
  const remedy =
    repositories.length === 0
      ? 'No snapshot repository is registered. Register the one that Camunda is configured with.'
      : `Several are registered: ${repositories.join(', ')}. Take the one that Camunda is configured with.`;
  return [{ what: 'records.repository', remedy }];
}

/** Several clusters may share an engine, or one may have been upgraded from another prefix. */
function prefixDoubts({ prefixes }: FoundEngine): Missing[] {
  return Object.entries<string[]>({ ...prefixes })
    .filter(([, found]) => found.length > 1)
    .map(([owner, found]) => ({
      what: `${owner === 'webapps' ? 'orchestration' : owner}.indexPrefix`,
      remedy: `Indices with several prefixes exist: ${found.map((each) => (each === '' ? 'none' : each)).join(', ')}. Take the one of this cluster.`,
    }));
}
