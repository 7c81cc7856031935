import { readInfo, type BackupApi, type ManagementClient } from '#camunda';
import { parseVersion, procedureFor, sameMinor, type Component, type PreflightCheck } from '#domain';
import { check, CheckFailed } from './check.ts';

interface Call {
  timeoutMs: number;
}

/** Clocks further apart than this make times and ids misleading (ms). */
const MAX_SKEW_MS = 60_000;

/** The component can take backups now, and the new id is free in it. One list call. */
export function backupApiCheck(api: BackupApi, backupId: number, call: Call): Promise<PreflightCheck> {
  const { component } = api;
  return check({ name: `${component}-backups`, component }, async () => {
    const backups = await api.list(call);
    const running = backups.find((backup) => backup.state === 'running');
    if (running) {
      throw new CheckFailed(
        `${component} is taking backup ${running.backupId} now (${running.said})`,
        'Wait until it has ended. A Zeebe backup that stays IN_PROGRESS for ever can be deleted (DELETE /actuator/backups/<id>).',
      );
    }
    const above = backups.filter((backup) => backup.backupId >= backupId).map((backup) => backup.backupId);
    if (above.length > 0) {
      throw new CheckFailed(
        `${component} already knows backup ${Math.max(...above)}, so ${backupId} is not above all ids`,
        'Run again; a new run takes a higher id.',
      );
    }
    return `takes backups; knows ${backups.length}`;
  });
}

/** It answers, is of the minor version that the procedure is for, and its clock agrees with ours. */
export function versionCheck(
  component: Component,
  client: ManagementClient,
  expected: string,
  call: Call,
): Promise<PreflightCheck> {
  return check({ name: `${component}-version`, component }, async () => {
    const { version, clockSkewMs } = await readInfo(client, call);
    if (clockSkewMs !== null && Math.abs(clockSkewMs) > MAX_SKEW_MS) {
      throw new CheckFailed(
        `its clock is ${Math.round(clockSkewMs / 1000)} s away from ours`,
        'Synchronise the clocks (NTP) of all machines.',
      );
    }
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
    return `is ${version ?? 'unknown'}`;
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
