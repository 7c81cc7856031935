import type { InfoApi } from '#camunda';
import {
  camundaVersion,
  generationOf,
  hasSoftPause,
  parseVersion,
  sameMinor,
  SOFT_PAUSE_PATCHES,
  SUPPORTED_RANGE,
  type Component,
  type PreflightCheck,
  type RunRecord,
} from '#domain';
import { shapeOf, type ClusterConfig } from '#config';
import type { CallOptions } from '#http';
import { check, CheckFailed } from '../checks/check.ts';
import { requireSaneClock } from '../checks/clock.ts';

/** It answers, is of the minor version that the procedure is for, and its clock agrees with ours. */
export function versionCheck(
  component: Component,
  info: InfoApi,
  expected: string,
  call: CallOptions,
): Promise<PreflightCheck> {
  return check({ name: `${component}-version`, component }, async () => {
    const { version, clockSkewMs } = await info.read(call);
    requireSaneClock(clockSkewMs);
    const wanted = parseVersion(expected);
    const found = version === null ? null : parseVersion(version);
    // Optimize does not tell its version; its snapshot names will.
    if (!found || !wanted) return 'answers; does not tell its version';
    if (!sameMinor(camundaVersion(found), wanted)) {
      throw new CheckFailed(
        `is ${version ?? 'unknown'}, not ${expected}`,
        'Correct clusters[].version, or the address: all components must be of one minor version.',
      );
    }
    const told = version ?? 'unknown';
    return { message: `is ${told}`, read: { versions: { [component]: told } } };
  });
}

/** The run has a procedure: its version is known, and is of the generation that the configuration describes. */
export function procedureCheck(
  { version, procedure }: Pick<RunRecord, 'version' | 'procedure'>,
  cluster: ClusterConfig,
): Promise<PreflightCheck> {
  return check({ name: 'procedure', component: 'coordinator' }, () => {
    const generation = generationOf(version, shapeOf(cluster));
    if (generation === cluster.generation)
      return Promise.resolve(`${version} is backed up by the procedure ${procedure}`);
    const found = `no procedure is known for version "${version}" as the cluster is configured`;
    if (parseVersion(version) === null)
      return Promise.reject(
        new CheckFailed(
          found,
          `Set clusters[].version (${SUPPORTED_RANGE}), or make Zeebe reachable so that it can be probed.`,
        ),
      );
    const remedy =
      generation === null
        ? `${SUPPORTED_RANGE} are supported: up to 8.7 with zeebe, operate and tasklist, from 8.8 on with orchestration, and orchestration.rest from 8.10 on.`
        : `Set clusters[].version to "${version}".`;
    return Promise.reject(new CheckFailed(found, remedy));
  });
}

/**
 * Asked of Zeebe itself, since only the patch tells: before 8.4.7 and 8.5.1 it takes `?soft=true` for a hard pause
 * (Camunda issue 19410), and a hard pause must never meet a soft one on a cluster.
 */
export function softPauseCheck(
  zeebe: InfoApi,
  { hardPause }: Pick<ClusterConfig, 'hardPause'>,
  call: CallOptions,
): Promise<PreflightCheck> {
  return check({ name: 'soft-pause', component: 'zeebe' }, async () => {
    const { version } = await zeebe.read(call);
    const parsed = version === null ? null : parseVersion(version);
    if (!parsed) return 'does not tell its version; the pause is read back';
    if (hasSoftPause(parsed)) return `${version ?? ''} can pause softly`;
    if (hardPause === 'allowed') return `${version ?? ''} is paused hard, as clusters[].hardPause allows`;
    throw new CheckFailed(
      `Zeebe ${version ?? ''} cannot pause exporting softly`,
      `Update the patch: ${SOFT_PAUSE_PATCHES} and every later version can. Or accept a hard pause, in which nothing is exported: set clusters[].hardPause to allowed.`,
    );
  });
}
