import { describe, expect, it } from '@jest/globals';
import { formatDuration, parseDuration } from './duration.ts';
import { parseConfig } from './load-config.ts';
import { problemsIn } from './problems.spec-support.ts';

const DAY = 86_400_000;

const file = (section: string) => `
clusters:
  - name: prod
    version: "8.6"
    zeebe: { management: http://gw:9600 }
    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }
    ${section}
`;
const cluster = (section: string) => parseConfig(file(section), {}).clusters[0]!;

const problemsOf = (section: string): string => problemsIn(file(section)).join('\n');

describe('clusters[].schedules', () => {
  it('may be left out, and fill in what they leave out', () => {
    expect(cluster('pauseBudget: 1m').schedules).toEqual([]);
    expect(cluster('schedules: [{ name: nightly, cron: "30 2 * * *" }]').schedules).toEqual([
      {
        ...{ name: 'nightly', cron: '30 2 * * *', timezone: 'UTC', jitter: 0, overlap: 'skip' },
        ...{ catchUp: 3_600_000, labels: {}, retention: true },
      },
    ]);
  });

  it.each([
    ['a day that no February has', 'cron: "0 0 30 2 *"', /schedules\[0\]\.cron: "0 0 30 2 \*" never fires/],
    ['a pattern that is none', 'cron: daily', /schedules\[0\]\.cron: "daily" is not a cron pattern/],
    ['a figure out of range', 'cron: "0 25 * * *"', /schedules\[0\]\.cron: .*got value 25/],
    [
      'a zone that is none',
      'timezone: Mars/Base',
      /schedules\[0\]\.timezone: "Mars\/Base" is not a known time zone/,
    ],
    [
      'a jitter as long as the interval',
      'jitter: 24h',
      /schedules\[0\]\.jitter: "24h" must be shorter than .*, 1d/,
    ],
    [
      'an overlap that is none',
      'overlap: kill',
      /schedules\[0\]\.overlap: "kill" must be skip or buffer-one/,
    ],
    [
      'a window that nothing fits in',
      'catchUp: 1s',
      /schedules\[0\]\.catchUp: "1s" is not a duration from 10s/,
    ],
    ['no failure to pause after', 'pauseAfterFailures: 0', /schedules\[0\]\.pauseAfterFailures: 0/],
    ['a name with a blank', 'name: a b', /schedules\[0\]\.name: "a b" must be 1 to 63/],
    ['a key that is none', 'overlaps: skip', /schedules\[0\]: does not know "overlaps"/],
  ])('refuse %s', (_, over, message) => {
    const key = over.split(':')[0]!;
    const base = ['name: nightly', 'cron: "30 2 * * *"'].filter((each) => !each.startsWith(`${key}:`));
    expect(problemsOf(`schedules: [{ ${[...base, over].join(', ')} }]`)).toMatch(message);
  });

  it('refuse two of one name, and a jitter above the shortest of many gaps', () => {
    const twice = '{ name: a, cron: "0 1 * * *" }, { name: a, cron: "0 2 * * *" }';
    expect(problemsOf(`schedules: [${twice}]`)).toMatch(/schedules\[1\]\.name: "a" "a" is used twice/);
    expect(problemsOf('schedules: [{ name: a, cron: "0 1,2 * * *", jitter: 60m }]')).toMatch(
      /planned times, 1h/,
    );
    expect(problemsOf('schedules: [{ name: a, cron: "0 1,2 * * *", jitter: 59m }]')).toBe('');
  });
});

describe('clusters[].retention', () => {
  it('may be left out, and fills in what it leaves out', () => {
    expect(cluster('pauseBudget: 1m').retention).toBeUndefined();
    expect(cluster('retention: { keepDaily: 7, keepWithin: 2w }').retention).toEqual({
      ...{ keepLast: 0, keepHourly: 0, keepDaily: 7, keepWeekly: 0, keepMonthly: 0, keepYearly: 0 },
      ...{
        keepWithin: 14 * DAY,
        minComplete: 2,
        failedAfter: 7 * DAY,
        timezone: 'UTC',
      },
    });
  });

  it.each([
    [
      'an age for foreign sets, which stay',
      '{ keepLast: 1, foreignAfter: 90d }',
      /retention\.foreignAfter: .*is gone: .*holdfast backup adopt/,
    ],
    [
      'no rule at all',
      '{}',
      /clusters\[0\]\.retention: .*no rule that keeps anything; set at least one of keepLast/,
    ],
    ['zero everywhere', '{ keepLast: 0, keepDaily: 0 }', /no rule that keeps anything/],
    ['less than nothing', '{ keepLast: -1 }', /retention\.keepLast: -1 must be 0 or more/],
    ['half a set', '{ keepLast: 1.5 }', /retention\.keepLast: 1\.5/],
    [
      'no minimum',
      '{ keepLast: 1, minComplete: 0 }',
      /minComplete: 0 must be 1 or more: the newest complete/,
    ],
    [
      'a duration that is none',
      '{ keepWithin: 2y }',
      /keepWithin: "2y" is not a duration .* for example 14d/,
    ],
    [
      'a zone that is none',
      '{ keepLast: 1, timezone: Nowhere }',
      /retention\.timezone: "Nowhere" is not a known/,
    ],
    ['a key that is none', '{ keepLatest: 1 }', /does not know "keepLatest"/],
  ])('refuses %s', (_, section, message) => expect(problemsOf(`retention: ${section}`)).toMatch(message));

  it('takes a minimum above what the rules keep, and a short keepWithin', () => {
    expect(problemsOf('retention: { keepLast: 1, minComplete: 9 }')).toBe('');
    expect(problemsOf('retention: { keepWithin: 1d, failedAfter: 30d }')).toBe('');
  });
});

describe('a duration', () => {
  it.each(['250ms', '90s', '15m', '36h', '10d', '0ms'])('%s is written as it is read', (text) => {
    expect(formatDuration(parseDuration(text)!)).toBe(text);
  });
});
