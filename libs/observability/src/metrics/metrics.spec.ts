import { describe, expect, it } from '@jest/globals';
import { ClusterMetrics } from './cluster-metrics.ts';
import { Metrics } from './metrics.ts';
import { ScheduleMetrics } from './schedule-metrics.ts';

const cluster = (name: string, ...schedules: string[]) => ({ name, schedules, pauseBudgetSeconds: 60 });
const COUNTS = { started: 1, buffered: 0, skipped: 0, missed: 0, failed: 0 };

describe('the series of clusters', () => {
  it('follow the configuration: all of a cluster that is added are there, and none of one that is removed', async () => {
    let clusters = [cluster('a')];
    const metrics = new Metrics({ app: 'spec', version: '0', clusters: () => clusters });
    const own = new ClusterMetrics(metrics.registry);
    metrics.onCluster((each) => own.begin(each));
    const seriesOf = async (name: string): Promise<string[]> =>
      (await metrics.text()).split('\n').filter((line) => line.includes(`cluster="${name}"`));
    const before = await seriesOf('a');
    metrics.runs.ended({ cluster: 'a', kind: 'backup', schedule: null, outcome: 'completed', seconds: 1 });
    metrics.exporting.seen('a', [{ partitionId: 1, state: 'running' }]);
    clusters = [cluster('b')];
    expect(await seriesOf('a')).toEqual([]);
    expect(await seriesOf('b')).toEqual(before.map((line) => line.replace('cluster="a"', 'cluster="b"')));
    // A look that was under way writes once more.
    metrics.process.round('a', 'runs');
    expect(await seriesOf('a')).toEqual([]);
    clusters = [cluster('a')];
    expect(await seriesOf('a')).toEqual(before);
  });

  it('of a schedule that is removed go, too, but not its past runs', async () => {
    let clusters = [cluster('a', 'nightly', 'hourly')];
    const metrics = new Metrics({ app: 'spec', version: '0', clusters: () => clusters });
    const gauges = new ScheduleMetrics(metrics.registry);
    for (const schedule of ['nightly', 'hourly'])
      gauges.seen({
        ...{ cluster: 'a', schedule, expectedIntervalSeconds: 1, nextAt: 1, paused: false, counts: COUNTS },
      });
    clusters = [cluster('a', 'nightly')];
    const lines = (await metrics.text()).split('\n').filter((line) => line.includes('schedule="hourly"'));
    expect(lines.filter((line) => line.startsWith('holdfast_schedule_'))).toEqual([]);
    expect(lines.some((line) => line.startsWith('holdfast_backup_runs_total'))).toBe(true);
    expect(await metrics.text()).toMatch(/holdfast_schedule_paused\{cluster="a",schedule="nightly"\}/);
  });
});
