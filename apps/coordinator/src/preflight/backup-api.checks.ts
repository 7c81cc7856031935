import { readInfo, type ManagementClient } from '#camunda';
import {
  hasSoftPause,
  parseVersion,
  procedureFor,
  sameMinor,
  type Component,
  type PreflightCheck,
} from '#domain';
import type { CallOptions } from '#http';
import { check, CheckFailed } from '../checks/check.ts';
import { requireSaneClock } from '../checks/clock.ts';

/** It answers, is of the minor version that the procedure is for, and its clock agrees with ours. */
export function versionCheck(
  component: Component,
  client: ManagementClient,
  expected: string,
  call: CallOptions,
): Promise<PreflightCheck> {
  return check({ name: `${component}-version`, component }, async () => {
    const { version, clockSkewMs } = await readInfo(client, call);
    requireSaneClock(clockSkewMs);
    const wanted = parseVersion(expected);
    const found = version === null ? null : parseVersion(version);
    // Optimize does not tell its version; its snapshot names will.
    if (!found || !wanted) return 'answers; does not tell its version';
    if (!sameMinor(found, wanted)) {
      throw new CheckFailed(
        `is ${version ?? 'unknown'}, not ${expected}`,
        'Correct clusters[].version, or the address: all components must be of one minor version.',
      );
    }
    const told = version ?? 'unknown';
    return { message: `is ${told}`, read: { versions: { [component]: told } } };
  });
}

export function procedureCheck(version: string): Promise<PreflightCheck> {
  return check({ name: 'procedure', component: 'coordinator' }, () => {
    const procedure = procedureFor(version, new Set());
    if (procedure) return Promise.resolve(`${version} is backed up by the procedure ${procedure.name}`);
    return Promise.reject(
      new CheckFailed(
        `no procedure is known for version "${version}"`,
        'Set clusters[].version to one of 8.4 to 8.7, or make Zeebe reachable so that it can be probed.',
      ),
    );
  });
}

/**
 * Asked of Zeebe itself, since only the patch tells: before 8.4.7 and 8.5.1 it takes `?soft=true` for a hard pause
 * (Camunda issue 19410), and a hard pause must never meet a soft one on a cluster.
 */
export function softPauseCheck(zeebe: ManagementClient, call: CallOptions): Promise<PreflightCheck> {
  return check({ name: 'soft-pause', component: 'zeebe' }, async () => {
    const { version } = await readInfo(zeebe, call);
    const parsed = version === null ? null : parseVersion(version);
    if (!parsed) return 'does not tell its version; the pause is read back';
    if (hasSoftPause(parsed)) return `${version ?? ''} can pause softly`;
    throw new CheckFailed(
      `Zeebe ${version ?? ''} cannot pause exporting softly`,
      'Update the patch: 8.4.7, 8.5.1 and every later version can.',
    );
  });
}
