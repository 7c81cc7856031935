import { describe, expect, it } from '@jest/globals';
import { hasSameConnection } from './changes.ts';
import { parseConfig } from './load-config.ts';
import { oneCluster, problemsIn } from './problems.spec-support.ts';

const clusterOf = (labels: string) => parseConfig(oneCluster(labels), {}).clusters[0]!;

describe('clusters[].labels', () => {
  it('are none by default, and are kept as they are written', () => {
    expect(clusterOf('').labels).toEqual({});
    expect(clusterOf('labels: { team: payments, example.com/tier: "1" }').labels).toEqual({
      team: 'payments',
      'example.com/tier': '1',
    });
  });

  it.each([
    ['a number', 'labels: { tier: 1 }', /labels\.tier: 1 must be text; put numbers/],
    ['nothing', 'labels: { team: "" }', /labels\.team: "" is empty/],
    [
      'a name with a space',
      'labels: { "my team": a }',
      /labels\.my team: .*needs another name: 1 to 63 letters/,
    ],
    [
      'a name with an equals sign',
      'labels: { "a=b": c }',
      /labels\.a=b: .*needs another name: 1 to 63 letters/,
    ],
    [
      'hidden characters',
      'labels: { team: "a\\u0007" }',
      /labels\.team: .* must not have control characters/,
    ],
    [
      'too many',
      `labels: { ${Array.from({ length: 21 }, (_, index) => `l${index}: x`).join(', ')} }`,
      /labels: .*must have at most 20 entries/,
    ],
  ])('are refused with the name of the key: %s', (_, labels, problem) => {
    expect(problemsIn(oneCluster(labels)).join('\n')).toMatch(problem);
  });

  it('may change while a run is active: neither its configuration nor its connections differ', () => {
    const [one, other] = [clusterOf('labels: { team: a }'), clusterOf('labels: { team: b }')];
    expect(one.fingerprint).toBe(other.fingerprint);
    expect(hasSameConnection(one, other)).toBe(true);
  });
});
