import type { BackupApi, CamundaClients, KnownBackup } from '#camunda';
import {
  generationOf,
  hasSoftPause,
  highestBackupId,
  parseVersion,
  StepFailure,
  withPeriod,
  type BackedUp,
  type ClusterShape,
  type GenerationName,
} from '#domain';
import type { CallOptions } from '#http';
import type { Ids } from './checks.ts';

export interface Ready {
  version: string;
  pausesSoftly: boolean;
  components: BackedUp[];
  ids: Ids;
}

export interface Asked {
  clients: CamundaClients;
  /** Of the configuration. */
  version: string | undefined;
  shape: ClusterShape;
  now: number;
}

/** Clocks further apart than this make ids misleading (ms); a backup is refused there, too. */
const MAX_SKEW_MS = 60_000;

/** Reads something, and makes a failure one of the problems. */
type Attempt = <Value>(read: () => Promise<Value | null>) => Promise<Value | null>;

/**
 * Whether a cluster may be checked: exporting runs, and no component has a backup that is in progress, or one with an id that the
 * checks would have to go beyond. Changes nothing.
 * @returns what the checks need, or every problem with its remedy
 */
export async function readinessOf(asked: Asked, call: CallOptions): Promise<Ready | { problems: string[] }> {
  const { clients, shape } = asked;
  if (clients.generated !== null) return { problems: [GIVES_OUT_IDS] };
  const problems: string[] = [];
  const attempt: Attempt = async (read) => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      problems.push(error.message);
      return null;
    }
  };
  const info = await attempt(() => clients.info.zeebe.read(call));
  const version = info?.version ?? asked.version ?? null;
  problems.push(...versionProblems(version, clients.generation, shape));
  const exporting = await attempt(() => clients.topology.exporting(call));
  if (exporting !== null && exporting !== 'running')
    problems.push(
      `exporting is ${exporting}, and must be running. If no backup is in progress, lift the pause: holdfast exporting ensure-running.`,
    );
  const skewMs = info?.clockSkewMs ?? 0;
  if (Math.abs(skewMs) > MAX_SKEW_MS)
    problems.push(
      `the clock of Zeebe is ${Math.round(skewMs / 1_000)} s away from that of this machine, and ids are made of the time. Synchronise the clocks (NTP).`,
    );
  const ids = idsBefore(asked.now + Math.min(0, skewMs));
  for (const api of Object.values(clients.backups))
    problems.push(...(await backupProblems(api, ids, () => attempt(() => api.list(call)))));
  if (version === null || problems.length > 0) return { problems };
  const parsed = parseVersion(version);
  return {
    version,
    pausesSoftly: parsed !== null && hasSoftPause(parsed),
    components: Object.keys(clients.backups) as BackedUp[],
    ids,
  };
}

/**
 * The last seconds before the present one. Zeebe accepts no id below one that it ever took, and Holdfast's own backups take the
 * second in which they start: so the ids of the checks, which are deleted and not listed afterwards, must stay below it. Pure.
 */
export function idsBefore(now: number): Ids {
  const second = Math.floor(now / 1_000);
  return { lower: second - 4, first: second - 3, second: second - 2, unknown: second - 1, zero: 0 };
}

const GIVES_OUT_IDS =
  'it gives out the ids of its backups itself (a relational database), and the checks need ids of their own. Such a cluster cannot be checked.';

async function backupProblems(
  { component, can }: Pick<BackupApi, 'component' | 'can'>,
  ids: Ids,
  list: () => Promise<KnownBackup[] | null>,
): Promise<string[]> {
  if (!can.list)
    return [`${component} of this version shows no list, so whether a backup is in progress is not known.`];
  const known = (await list()) ?? [];
  const open = known.filter(({ state }) => state === 'running' || state === 'incomplete');
  const highest = highestBackupId(known.map(({ backupId }) => backupId));
  return [
    ...open.map(
      ({ backupId, state }) =>
        `${component} has backup ${backupId}, which is ${state}. Wait until it has ended, or delete it.`,
    ),
    ...(highest < ids.lower ? [] : [idProblem(component, highest, ids)]),
  ];
}

function idProblem(component: BackedUp, highest: number, ids: Ids): string {
  const has = `${component} has backup ${highest}`;
  if (highest <= ids.unknown + MAX_SKEW_MS / 1_000)
    return `${has}, which is so young that the checks have no ids above it. Wait a minute, and repeat.`;
  return (
    `${has}, and ids of backups are the time in seconds, now ${ids.unknown + 1}. The checks would use up ids above ${highest}, ` +
    `and Zeebe would refuse Holdfast's own backups under these. Delete that backup where it is not needed, or check another cluster.`
  );
}

function versionProblems(version: string | null, configured: GenerationName, shape: ClusterShape): string[] {
  if (version === null) return ['Zeebe does not report its version: set clusters[].version.'];
  const real = generationOf(version, shape);
  if (real === configured) return [];
  const what = real === null ? 'is not supported in this shape' : `belongs to the generation ${real}`;
  return [
    withPeriod(`Zeebe is ${version}, which ${what}, and the configuration is for ${configured}`) +
      ' Correct clusters[].version and the sections of its components.',
  ];
}
