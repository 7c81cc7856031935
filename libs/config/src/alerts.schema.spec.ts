import { describe, expect, it } from '@jest/globals';
import { parseConfig } from './load-config.ts';
import { oneCluster, problemsIn } from './problems.spec-support.ts';

const HOUR = 3_600_000;

const clusterOf = (text: string) => parseConfig(oneCluster(text), {}).clusters[0]!;

describe('objective', () => {
  it('is a duration, or none where no backup is wanted', () => {
    expect(clusterOf('objective: 26h').objective).toBe(26 * HOUR);
    expect(clusterOf('objective: none').objective).toBe('none');
    expect(clusterOf('').objective).toBeUndefined();
  });

  it('has an earlier name, which means the same', () => {
    const { objective, alerts } = clusterOf('alerts: { noBackupWithin: 26h }');
    expect(objective).toBe(26 * HOUR);
    expect(alerts).toEqual({ exportingUnknownAfter: 5 * 60_000 });
  });

  it.each([
    ['no duration', 'objective: soon', /objective: .*must be a duration .* such as 26h, or none/],
    ['a number', 'objective: 24', /objective: 24 must be a duration .* such as 26h, or none/],
    ['too short', 'objective: 1s', /objective: "1s" must be a duration from 1m to 366d/],
    [
      'both names',
      'objective: 26h\n    alerts: { noBackupWithin: 26h }',
      /alerts\.noBackupWithin: .*is the earlier name of objective: remove it/,
    ],
  ])('is refused with a remedy where it is %s', (_, text, message) => {
    expect(problemsIn(oneCluster(text))).toEqual([expect.stringMatching(message)]);
  });
});
