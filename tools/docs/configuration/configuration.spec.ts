import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseConfig } from '#config';
import { generatedFiles } from './files.ts';
import { configurationSchema, forEditors, rowsOf } from './schema.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const EXAMPLE = read('docs/holdfast.example.yaml');
const schema = configurationSchema();

/** What the example does not have, each with the reason. */
const NOT_IN_EXAMPLE: readonly [RegExp, string][] = [
  [/^redis\.(sentinels|cluster|database)/, 'in the place of redis.url'],
  [/\.tls\b|\.auth\b/, 'shown once; files of certificates are read when the configuration is'],
  [/\.noBackupWithin$/, 'the earlier name of objective'],
  [/zeebe\.brokerCount|orchestration\.(recordBytes|tenant|indexPrefix)/, 'for other shapes'],
  [
    /commands\.(stop|start)Component|kubernetes\.(kubeconfig|brokers\.(command|env|regions))/,
    'for other shapes',
  ],
];

function keysIn(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => keysIn(each, `${prefix}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [path, ...keysIn(each, path)];
  });
}

describe('what is generated from the schema of the configuration', () => {
  it.each([...generatedFiles().keys()])('%s is up to date: npm run docs:configuration', (path) => {
    expect(read(path)).toBe(generatedFiles().get(path));
  });

  it('says of every key what it means', () => {
    const rows = rowsOf(schema);
    expect(rows.length).toBeGreaterThan(200);
    const without = rows.filter(({ node }) => node.description === undefined).map(({ key }) => key);
    // Add it to descriptions.ts, or describe the key in its schema.
    expect(without).toEqual([]);
  });

  it('has the bounds of durations, and none of them in the schema for editors', () => {
    const budget = rowsOf(schema).find(({ key }) => key === 'clusters[].pauseBudget');
    expect(budget?.node.duration).toEqual({ min: '1s', max: '24h' });
    const forEditor = rowsOf(forEditors(schema)).find(({ key }) => key === 'clusters[].pauseBudget');
    expect(forEditor?.node.duration).toBeUndefined();
    expect('15m').toMatch(new RegExp(forEditor?.node.pattern ?? 'none'));
    expect('15').not.toMatch(new RegExp(forEditor?.node.pattern ?? ''));
  });
});

describe('the example', () => {
  const names = [...EXAMPLE.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name = '']) => name);
  const environment = Object.fromEntries(
    names.map((name) => [
      name,
      name.endsWith('URL') ? 'https://hooks.example.com/x' : 'a-long-enough-secret',
    ]),
  );

  it('is accepted by Holdfast', () => {
    const config = parseConfig(EXAMPLE, environment);
    expect(config.clusters.map(({ name }) => name)).toEqual(['prod', 'next', 'relational']);
  });

  it('has every key, but for those with a reason', () => {
    const there = new Set(keysIn(parse(EXAMPLE)).map((key) => key.replaceAll('[]', '')));
    const missing = rowsOf(schema)
      .map(({ key }) => key)
      .filter((key) => !NOT_IN_EXAMPLE.some(([pattern]) => pattern.test(key)))
      .filter((key) => !there.has(key.replaceAll('[]', '')));
    expect(missing).toEqual([]);
  });

  it('names the schema for editors in its first line', () => {
    expect(EXAMPLE.split('\n')[0]).toMatch(
      /^# yaml-language-server: \$schema=\S+\/docs\/holdfast\.schema\.json$/,
    );
  });
});
