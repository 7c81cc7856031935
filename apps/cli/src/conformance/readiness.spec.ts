import { describe, expect, it } from '@jest/globals';
import type { BackupApi, CamundaClients } from '#camunda';
import { nextBackupId, SEPARATE_SHAPE, StepFailure, type ExportingState } from '#domain';
import { idsBefore, readinessOf } from './readiness.ts';

const NOW = 1_795_890_000_000;
const separate = SEPARATE_SHAPE;

interface Given {
  version?: string | null;
  exporting?: ExportingState;
  backups?: { backupId: number; state: string }[];
  canList?: boolean;
  /** Zeebe's clock minus ours (s). */
  skew?: number;
}

const SECOND = NOW / 1_000;

function clients(given: Given) {
  const { version = '8.6.0', exporting = 'running', backups = [], canList = true, skew = 0 } = given;
  const api = {
    component: 'zeebe',
    can: { list: canList, delete: canList },
    list: () => Promise.resolve(backups),
  };
  return {
    generation: '8.4',
    generated: null,
    info: { zeebe: { read: () => Promise.resolve({ version, clockSkewMs: skew * 1_000 }) } },
    topology: { exporting: () => Promise.resolve(exporting) },
    backups: { zeebe: api as unknown as BackupApi },
  } as unknown as CamundaClients;
}

const readiness = (given: Given, configured?: string) =>
  readinessOf({ clients: clients(given), version: configured, shape: separate, now: NOW }, {});

describe('readinessOf', () => {
  it('gives ids above all that are taken and below the present second, which Holdfast itself takes', async () => {
    const taken = SECOND - 5;
    const seen = await readiness({ backups: [{ backupId: taken, state: 'completed' }] });
    expect(seen).toEqual({
      ...{ version: '8.6.0', pausesSoftly: true, components: ['zeebe'] },
      ids: { lower: taken + 1, first: taken + 2, second: taken + 3, unknown: taken + 4, zero: 0 },
    });
    if ('problems' in seen) throw new Error('it is ready');
    const { lower, first, second, unknown } = seen.ids;
    // A backup that starts now, and that knows of none that is deleted.
    expect(Math.max(lower, first, second, unknown)).toBeLessThan(nextBackupId(NOW, []));
    expect(idsBefore(NOW + 999)).toEqual(idsBefore(NOW));
  });

  it('takes the earlier one of two clocks', async () => {
    await expect(readiness({ skew: -30 })).resolves.toMatchObject({ ids: { unknown: SECOND - 31 } });
    await expect(readiness({ skew: 30 })).resolves.toMatchObject({ ids: { unknown: SECOND - 1 } });
  });

  it('takes the version of the configuration where Zeebe does not report one', async () => {
    await expect(readiness({ version: null }, '8.5')).resolves.toMatchObject({
      version: '8.5',
      pausesSoftly: false,
    });
  });

  it.each<[string, Given, RegExp]>([
    ['a pause', { exporting: 'softPaused' }, /exporting is softPaused.*ensure-running/],
    ['exporting that is not known', { exporting: 'unknown' }, /exporting is unknown/],
    [
      'a backup in progress',
      { backups: [{ backupId: 7, state: 'running' }] },
      /zeebe has backup 7, which is running/,
    ],
    [
      'a backup that lacks parts',
      { backups: [{ backupId: 7, state: 'incomplete' }] },
      /incomplete.*delete it/,
    ],
    [
      'an id of the last seconds',
      { backups: [{ backupId: SECOND - 4, state: 'completed' }] },
      /zeebe has backup \d+, which is so young .* Wait a minute/,
    ],
    [
      'an id far above the time, such as milliseconds',
      { backups: [{ backupId: NOW, state: 'completed' }] },
      /zeebe has backup 1795890000000, .* use up ids above 1795890000000, .*Delete that backup/,
    ],
    ['a clock that is wrong', { skew: 61 }, /the clock of Zeebe is 61 s away .*NTP/],
    ['a component without a list', { canList: false }, /shows no list/],
    ['no version', { version: null }, /set clusters\[\]\.version/],
    ['a version of another generation', { version: '8.3.0' }, /generation 8\.2, .* for 8\.4/],
    ['a version that is not supported', { version: '9.0.0' }, /not supported/],
  ])('refuses %s, with the remedy', async (_, given, problem) => {
    await expect(readiness(given)).resolves.toEqual({ problems: [expect.stringMatching(problem)] });
  });

  it('refuses a cluster that gives out ids itself', async () => {
    const relational = Object.assign(clients({}), { generated: {} });
    await expect(
      readinessOf({ clients: relational, version: '8.9', shape: separate, now: NOW }, {}),
    ).resolves.toEqual({ problems: [expect.stringContaining('relational database')] });
  });

  it('names everything that does not answer', async () => {
    const fails = (): Promise<never> =>
      Promise.reject(StepFailure.transient('unreachable', 'nothing listens'));
    const down = clients({});
    Object.assign(down.topology, { exporting: fails });
    Object.assign(down.backups.zeebe, { list: fails });
    await expect(
      readinessOf({ clients: down, version: '8.6', shape: separate, now: NOW }, {}),
    ).resolves.toEqual({ problems: ['nothing listens', 'nothing listens'] });
  });
});
