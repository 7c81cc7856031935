import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '#config';
import { ConfiguredSchedules } from '../schedules/configured-schedules.ts';
import { CalendarService } from './calendar.service.ts';

const cluster = (name: string, engine: string, minute: number): string => `
  - name: ${name}
    version: "8.6"
    zeebe: { management: "http://${name}:9600" }
    records: { engine: elasticsearch, url: "${engine}", repository: ${name}, indexPrefix: ${name} }
    schedules: [{ name: nightly, cron: "${minute} * * * *", timezone: UTC }]`;

const FILE = `
clusters:${[
  cluster('a', 'http://es:9200', 0),
  cluster('b', 'http://es:9200/', 4),
  cluster('c', 'http://es:9200', 30),
  cluster('d', 'http://other:9200', 0),
].join('')}
`;

function calendar(minutes: number): CalendarService {
  const usual = { backup: { seconds: minutes * 60, pauseSeconds: null, of: 10 }, restore: null };
  return new CalendarService(
    new ConfiguredSchedules(parseConfig(FILE, {})),
    { find: () => Promise.resolve(null) } as never,
    { of: () => Promise.resolve(usual) } as never,
    { list: () => Promise.resolve([]) } as never,
  );
}

describe('the calendar', () => {
  it('shows where runs of clusters on one engine overlap', async () => {
    const { engines } = await calendar(5).of(['a', 'b', 'c', 'd'], 3);
    expect(engines.map(({ clusters }) => clusters)).toEqual([['a', 'b', 'c'], ['d']]);
    const [shared, alone] = engines;
    // Of the first hour, one of the two may be over.
    expect(shared!.overlaps.length).toBeGreaterThanOrEqual(2);
    for (const { runs } of shared!.overlaps) expect(runs.map((run) => run.cluster)).toEqual(['a', 'b']);
    expect(alone!.overlaps).toEqual([]);
  });

  it('shows no overlap of runs that are short enough, and none with a cluster that the caller may not see', async () => {
    expect((await calendar(4).of(['a', 'b'], 3)).engines[0]!.overlaps).toEqual([]);
    const { engines } = await calendar(5).of(['a'], 3);
    expect(engines).toMatchObject([{ clusters: ['a'], overlaps: [] }]);
  });
});
