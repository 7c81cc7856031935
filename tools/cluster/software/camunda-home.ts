import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterProblem } from '../problem.ts';

/** The version whose answers were recorded, and with which these commands were last used. */
export const TESTED_CAMUNDA = '8.6.0';

/** An unpacked distribution of Camunda 8 with broker, Operate, Tasklist and the restore program. */
export interface CamundaHome {
  home: string;
  version: string;
}

/** The jar whose name has the version of the whole distribution. */
const DISTRIBUTION_JAR = /^camunda-zeebe-(\d+\.\d+\.\d+.*)\.jar$/;
const LOGGING = join('config', 'log4j2.xml');

/**
 * Reads the distribution of CAMUNDA_HOME without running anything of it.
 * @param home absolute path, or null where the variable is not set
 * @returns the folder, and the version that its jars are named after
 * @throws ClusterProblem when the variable is not set, or names a folder that is no such distribution
 */
export function readCamunda(home: string | null): CamundaHome {
  if (home === null) throw new ClusterProblem(MISSING);
  if (!existsSync(home)) throw new ClusterProblem(`CAMUNDA_HOME is ${home}, which does not exist.`);
  const versions = distributionVersions(join(home, 'lib'));
  const lacking = [
    ...(versions.length === 0 ? ['lib/camunda-zeebe-<version>.jar'] : []),
    ...(existsSync(join(home, LOGGING)) ? [] : [LOGGING]),
  ];
  const [version, ...others] = versions;
  if (version === undefined || lacking.length > 0)
    throw new ClusterProblem(
      `CAMUNDA_HOME is ${home}, which is not an unpacked distribution of Camunda 8. It lacks ${lacking.join(' and ')}.`,
    );
  if (others.length > 0)
    throw new ClusterProblem(
      `CAMUNDA_HOME is ${home}, whose lib folder mixes the versions ${versions.join(', ')}. Unpack one of them into a folder of its own.`,
    );
  return { home, version };
}

/** A line for any other version than the tested one; null for that one. */
export function untestedNotice({ home, version }: CamundaHome): string | null {
  if (version === TESTED_CAMUNDA) return null;
  return `  ${home} is Camunda ${version}; these commands were tested with ${TESTED_CAMUNDA} only`;
}

const MISSING = [
  'The broker, Operate and Tasklist need a Camunda of your own: set CAMUNDA_HOME to the folder of an unpacked',
  `distribution of Camunda 8 Self-Managed (tested with ${TESTED_CAMUNDA}). Holdfast fetches none. Its licence is yours to read and accept.`,
  '"up --only es,s3" starts the two stores without Camunda.',
].join('\n');

function distributionVersions(lib: string): string[] {
  const names = existsSync(lib) ? readdirSync(lib) : [];
  return names.flatMap((name) => DISTRIBUTION_JAR.exec(name)?.[1] ?? []).sort();
}
