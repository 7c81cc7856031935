import { describe, expect, it } from '@jest/globals';
import { problemsIn } from './problems.spec-support.ts';

const cluster = (more: string): string => `
clusters:
  - name: prod
    version: "8.6"
    zeebe: { management: http://gw:9600 }
    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }
${more}`;

/** Words of the parser, which say nothing of what to write. */
const BARE = /Invalid|expected|Too (small|big)|received|>=|<=/;

describe('a value of another kind', () => {
  it.each([
    [
      '    pauseBudget: 15',
      'clusters[0].pauseBudget: 15 is a number without its unit; write for example 15s or 15m',
    ],
    ['    pauseBudget: yes', 'clusters[0].pauseBudget: "yes" is not a duration from'],
    ['    pauseBudget: true', 'clusters[0].pauseBudget: true is not a duration; write for example 15m'],
    ['    schedules: nightly', 'clusters[0].schedules: "nightly" must be a list; write each of its items'],
    ['    retention: 3', 'clusters[0].retention: 3 must be a section: write its keys below it'],
    ['    retention: { keepLast: "3" }', 'retention.keepLast: "3" must be a number, without quotes'],
    ['    retention: { keepLast: 1, minComplete: 0 }', 'minComplete: 0 must be 1 or more'],
    ['    hardPause: maybe', 'clusters[0].hardPause: "maybe" must be'],
    ['http: { port: "80" }', 'http.port: "80" must be a number, without quotes'],
    ['http: { port: 99999 }', 'http.port: 99999 must be at most 65535'],
    ['http: { host: "" }', 'http.host: "" must not be empty'],
    ['http: { trustedProxies: 10.0.0.1 }', 'http.trustedProxies: "10.0.0.1" must be a list'],
    ['lock: 30s', 'lock: "30s" must be a section'],
    ['steps: { pausesAtOnce: 2000 }', 'steps.pausesAtOnce: 2000 must be at most 1000'],
    ['steps: { pollMin: 5 }', 'steps.pollMin: 5 is a number without its unit; write for example 5s or 5m'],
    ['notifications: { ops: 1 }', 'notifications: the value must be a list'],
    ['history: 30', 'history: 30 must be a section'],
  ])('%s has a message with the remedy', (line, words) => {
    const problems = problemsIn(cluster(line));
    expect(problems.join('\n')).toContain(words);
    expect(problems.join('\n')).not.toMatch(BARE);
  });

  it('has one wherever a text, a number, a list, a truth or a section may be wrong', () => {
    const sections = ['redis', 'http', 'access', 'bullBoard', 'lock', 'steps', 'notifications', 'history'];
    const keys = ['zeebe', 'operate', 'records', 'restore', 'retention', 'schedules', 'alerts', 'database'];
    const wrong = ['7', 'true', '"text"', '[1]', '[[]]', '{ a: 1 }', '[{ a: 1 }]'];
    const bare = wrong.flatMap((value) =>
      [
        ...sections.map((name) => cluster(`${name}: ${value}`)),
        ...keys.map((name) => `clusters:\n  - { name: prod, version: "8.6", ${name}: ${value} }\n`),
      ].flatMap((text) => problemsIn(text).filter((problem) => BARE.test(problem))),
    );
    expect(bare).toEqual([]);
  });
});
