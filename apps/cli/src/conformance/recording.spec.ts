import { describe, expect, it } from '@jest/globals';
import {
  parseRecording,
  RECORDING_BOUNDS,
  secretsOfHeader,
  withoutSecrets,
  type Recording,
} from './recording.ts';
import type { Report } from './report.ts';

const exchange = {
  ...{ to: 'zeebe', method: 'GET', path: '/zeebe/actuator/backups', request: '' },
  ...{ status: 200, type: 'application/json', body: '[]' },
};
const recording = {
  schemaVersion: 1,
  recordedAt: '2026-11-28T19:00:00.000Z',
  cluster: 'test',
  version: '8.6.0',
  generation: '8.4',
  engine: 'elasticsearch',
  components: ['zeebe', 'operate'],
  pausesSoftly: true,
  ids: { lower: 1, first: 2, second: 3, unknown: 4, zero: 0 },
  addresses: [
    { name: 'zeebe', contextPath: '/zeebe' },
    { name: 'operate', contextPath: '' },
  ],
  exchanges: [exchange],
  report: {},
};
const big = 'x'.repeat(RECORDING_BOUNDS.characters / 4);

describe('a recording', () => {
  it('is read as it was written', () => {
    expect(parseRecording(JSON.stringify(recording))).toEqual({ recording });
  });

  it.each<[string, unknown, RegExp]>([
    ['of another form', { ...recording, schemaVersion: 2 }, /^schemaVersion: is not 1/],
    ['without ids', { ...recording, ids: { first: 2 } }, /^ids\.lower: /],
    [
      'with an odd path',
      { ...recording, addresses: [{ name: 'zeebe', contextPath: 'x/' }] },
      /contextPath: is not a path/,
    ],
    [
      'with a path that leads elsewhere',
      { ...recording, addresses: [{ name: 'zeebe', contextPath: '/x?y' }] },
      /contextPath: is not a path/,
    ],
    [
      'with an address that no client has',
      { ...recording, addresses: [{ name: 'other', contextPath: '' }] },
      /^addresses\.0\.name: is not the name/,
    ],
    [
      'with more addresses than servers are started for',
      { ...recording, addresses: Array(65).fill(recording.addresses[0]) },
      /^addresses: /,
    ],
    [
      'with more calls than are replayed',
      { ...recording, exchanges: Array(RECORDING_BOUNDS.exchanges + 1).fill(exchange) },
      /^exchanges: /,
    ],
    [
      'with an answer that no client reads',
      { ...recording, exchanges: [{ ...exchange, body: `${big}${big}${big}` }] },
      /^exchanges\.0\.body: /,
    ],
    [
      'that is too large',
      { ...recording, exchanges: Array(5).fill({ ...exchange, body: big }) },
      /^exchanges: are too long together/,
    ],
    ['that has a component twice', { ...recording, components: ['zeebe', 'zeebe'] }, /^components: /],
    ['that checks nothing', { ...recording, components: [] }, /^components: must have zeebe/],
    [
      'that has a component without an address',
      { ...recording, components: ['zeebe', 'optimize'] },
      /^addresses: optimize has none/,
    ],
    [
      'that has an address twice',
      { ...recording, addresses: [...recording.addresses, ...recording.addresses] },
      /^addresses: two have one name/,
    ],
    [
      'that calls one version another one',
      { ...recording, generation: '8.2' },
      /^generation: 8\.2 is not that of 8\.6\.0/,
    ],
    [
      'that leaves out a pause that the version has',
      { ...recording, pausesSoftly: false },
      /^pausesSoftly: false does not fit 8\.6\.0/,
    ],
    ['with a field that it does not know', { ...recording, more: 1 }, /^it: /],
  ])('%s is refused by its field', (_, odd, problem) => {
    expect(parseRecording(JSON.stringify(odd))).toEqual({
      problems: expect.arrayContaining([expect.stringMatching(problem)]) as unknown,
    });
  });

  it.each([
    ['no JSON', '{', 'not JSON'],
    ['nested without end', '['.repeat(100_000), 'nested deeper than'],
    ['made of very many values', `[${'1,'.repeat(600_000)}1]`, 'of more than 500,000 values'],
  ])('is refused when it is %s', (_, text, problem) => {
    expect(parseRecording(text)).toEqual({ problems: [expect.stringContaining(problem) as unknown] });
  });

  it('shows no more than ten of its problems', () => {
    const odd = { ...recording, exchanges: Array(50).fill({ ...exchange, status: 1 }) };
    const parsed = parseRecording(JSON.stringify(odd));
    expect('problems' in parsed && parsed.problems).toHaveLength(11);
    expect('problems' in parsed && parsed.problems.at(-1)).toBe('and 40 more');
  });

  it('has no secret in what was asked, answered or seen, and keeps its own words', () => {
    const secret = 'hush "quoted" hush';
    const secrets = [secret, 'zeebe', ...secretsOfHeader('Bearer eyJ0b2tlbiI6MX0')];
    const body = JSON.stringify({ message: `no ${secret}`, token: 'eyJ0b2tlbiI6MX0', at: 'zeebe' });
    const check = { name: 'takes', component: 'zeebe' as const, does: 'trigger' as const, id: 2 };
    const result = { ...check, expects: ['accepted'], seen: 'refused', detail: `HTTP 401: ${secret}` };
    const report = { checks: [{ ...result, result: 'differs' as const }] } as unknown as Report;
    const whole = { ...recording, exchanges: [{ ...exchange, body }], report } as unknown as Recording;
    const shown = withoutSecrets(whole, secrets);
    expect(shown.exchanges).toEqual([
      { ...exchange, body: '{"message":"no [secret]","token":"[secret]","at":"[secret]"}' },
    ]);
    expect(shown.report.checks).toEqual([{ ...result, result: 'differs', detail: 'HTTP 401: [secret]' }]);
    expect(shown.components).toEqual(recording.components);
  });
});
