import { beforeEach, describe, expect, it } from '@jest/globals';
import type { HoldfastConfig } from '#config';
import type { ProcessReport } from '#redis';
import { ConfigStatus } from '#engine';
import { ConfigReports } from '../checks/config-reports.ts';
import { ConfigurationChecks } from './configuration-checks.ts';

const SINCE = '2026-01-01T00:00:00.000Z';
const config = { clusters: [{ name: 'a' }, { name: 'b' }] } as HoldfastConfig;
const report = (process: string, over: Partial<ProcessReport> = {}): ProcessReport => ({
  ...{ process, at: SINCE, fingerprint: 'f1', loadedAt: SINCE, refused: null, held: [], left: [] },
  ...over,
});
const refused = (...problems: string[]) => ({ refused: { since: SINCE, problems } });

let all: ProcessReport[];
let status: ConfigStatus;
let reports: ConfigReports;
beforeEach(() => {
  [all, status] = [[report('one'), report('two')], new ConfigStatus()];
  reports = new ConfigReports({ living: () => Promise.resolve(all) } as never, status, 'one', config);
});
const found = async (visible = ['a', 'b']) =>
  (await new ConfigurationChecks(config, reports).examine(visible)).map(
    (check) => `${check.status}: ${check.message}`,
  );

describe('the doctor on the configuration', () => {
  it('shows since when each process works by which one', async () => {
    expect(await found()).toEqual([`ok: one: f1, since ${SINCE}; two: f1, since ${SINCE}`]);
  });

  it('warns of processes that work by different files', async () => {
    all = [report('one'), report('two', { fingerprint: 'f2' })];
    expect(await found()).toEqual([
      `warning: the processes work by different files: one by f1 of ${SINCE}, two by f2 of ${SINCE}`,
    ]);
  });

  it('names each problem of a file that is refused, to a caller who may see every cluster', async () => {
    all = [report('one', refused('clusters[1].name: is missing', 'http: x')), report('two')];
    expect(await found()).toEqual([
      expect.stringMatching(/^critical: one refuses the file .*: clusters\[1\]\.name: is missing$/),
      expect.stringMatching(/^critical: one refuses the file .*: http: x$/),
    ]);
    const hidden = await found(['a']);
    expect(hidden).toEqual([expect.stringMatching(/^critical: .* the file has 2 problem\(s\)/)]);
  });

  it('shows clusters and runs only to those who may see them', async () => {
    const left = [{ cluster: 'b', message: 'backup 42 of cluster "b" began with another' }];
    all = [report('one', { held: ['b'], left })];
    expect(await found()).toEqual([
      expect.stringMatching(/^ok: one keeps the former configuration of b/),
      expect.stringMatching(/^critical: one leaves work to others: backup 42/),
    ]);
    expect(await found(['a'])).toEqual([expect.stringMatching(/^ok: one: f1/)]);
  });
});

describe('the facts of the alert', () => {
  it('are none while every process works by the file', async () => {
    expect([await reports.trouble('a'), reports.ownTrouble()]).toEqual([null, null]);
  });

  it('count the problems, and do not repeat them: they may name other clusters', async () => {
    all = [report('one', refused('clusters[1].name: "b" is used twice'))];
    expect(await reports.trouble('a')).toEqual({
      message: 'one refuses the configuration file, which has one problem, and works by the one before it',
      since: Date.parse(SINCE),
    });
    status.refusal = { since: 7, problems: ['x', 'y'] };
    expect(reports.ownTrouble()).toMatchObject({ since: 7, message: expect.stringContaining('2 problems') });
  });

  it('are about the cluster of a run that is left to others; where it is configured nowhere, about every one', async () => {
    all = [report('one', { left: [{ cluster: 'b', message: 'backup 42' }] })];
    expect([await reports.trouble('a'), (await reports.trouble('b'))?.message]).toEqual([
      null,
      'one: backup 42',
    ]);
    all = [report('one', { left: [{ cluster: 'gone', message: 'backup 42' }] })];
    const { message, since } = (await reports.trouble('a'))!;
    expect([message, since]).toEqual([expect.not.stringContaining('gone'), null]);
    expect(message).toMatch(/exporting may be paused there/);
  });
});
