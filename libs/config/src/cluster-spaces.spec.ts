import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { isDeletable, isOwnIndex, patternsOf, isAllowed, type OwnIndexSample } from '#domain';
import { addressKey } from './address-key.ts';
import type { ClusterConfig } from './config.schema.ts';
import { parseConfig } from './load-config.ts';
import { problemsIn } from './problems.spec-support.ts';

/** Another seed looks at other pairs: HOLDFAST_SEED=<number>. What fails is printed with seed and path. */
const SEED = Number(process.env.HOLDFAST_SEED ?? 20_260_101);
const RUNS = 2_000;

interface Shape {
  operate?: string | undefined;
  tasklist?: string | undefined;
  optimize?: string | undefined;
  records: string;
  url: string;
  repository: string;
  indices?: string[] | undefined;
}

const fileOf = (shapes: readonly Shape[]): string =>
  stringify({
    clusters: shapes.map(({ operate, tasklist, optimize, records, url, repository, indices }, index) => ({
      name: index === 0 ? 'one' : 'two',
      zeebe: { management: `http://zeebe-${index}` },
      ...(operate !== undefined && { operate: { management: 'http://o', indexPrefix: operate } }),
      ...(tasklist !== undefined && { tasklist: { management: 'http://t', indexPrefix: tasklist } }),
      ...(optimize !== undefined && { optimize: { management: 'http://p', indexPrefix: optimize } }),
      records: { engine: 'elasticsearch', url, repository, indexPrefix: records },
      restore: { control: 'manual', ...(indices && { indices }) },
    })),
  });

const problemsOf = (shapes: readonly Shape[]): readonly string[] => problemsIn(fileOf(shapes));

const plain: Shape = { operate: 'operate', records: 'zeebe-record', url: 'http://es:9200', repository: 'ra' };
const apart: Shape = { ...plain, operate: 'operate-b', records: 'zeebe-record-b', repository: 'rb' };

describe('two clusters of one file', () => {
  it('may share an Elasticsearch when repositories and prefixes tell them apart', () => {
    expect(problemsOf([plain, apart])).toEqual([]);
    expect(problemsOf([plain, { ...plain, url: 'http://other:9200' }])).toEqual([]);
  });

  it.each<[string, Partial<Shape>, RegExp]>([
    [
      'the repository',
      { repository: 'ra' },
      /clusters\[1\]\.records\.repository: "ra" is the snapshot repository of clusters "one" and "two"/,
    ],
    [
      'the repository, by another way to write the address',
      { repository: 'ra', url: 'http://user:secret@ES:9200/' },
      /records\.repository/,
    ],
    [
      'a prefix',
      { operate: 'operate' },
      /clusters\[1\]: the value has operate\.indexPrefix "operate", which overlaps "operate" \(operate\.indexPrefix\) of clusters "one" and "two"/,
    ],
    [
      'a prefix of another component',
      { operate: undefined, tasklist: 'operate' },
      /clusters\[1\]: .* has tasklist\.indexPrefix/,
    ],
    [
      'what a records snapshot takes',
      { records: 'zeebe-record_b' },
      /clusters\[1\]: .* has records\.indexPrefix/,
    ],
  ])('may not share %s', (_, over, expected) => {
    expect(problemsOf([plain, { ...apart, ...over }]).join('\n')).toMatch(expected);
    expect(problemsOf([plain, { ...apart, ...over }]).join('\n')).toMatch(/Register|Give/);
    expect(problemsOf([plain, { ...apart, ...over }]).join('\n')).not.toMatch(/secret/);
  });

  it('may not both list an index by its name', () => {
    const indices = ['operate-*', 'zeebe-record*', 'notes-2026'];
    expect(
      problemsOf([
        { ...plain, indices },
        { ...apart, indices },
      ]).join(),
    ).toMatch(/restore\.indices: .*notes-2026 is listed by clusters "one" and "two"/);
  });
});

describe('one cluster', () => {
  it('may have a records prefix that others begin with, for the exporter puts its own sign behind it', () => {
    expect(problemsOf([{ ...plain, records: 'demoenv01', operate: 'demoenv01-operate' }])).toEqual([]);
  });

  it('may not where its records snapshot would hold the indices of a web application', () => {
    expect(problemsOf([{ ...plain, records: 'demo', operate: 'demo_operate' }]).join()).toMatch(
      /clusters\[0\]: .* has records\.indexPrefix "demo", which also fits the indices of operate of cluster "one"/,
    );
  });

  it.each(['*', '_all', 'a,b', 'a/../../_cluster', '-a', '', ' ', 'a b', '.a'])(
    'may not have the repository "%s", which names no single one',
    (repository) => {
      expect(problemsOf([{ ...plain, repository }]).join()).toMatch(
        /clusters\[0\]\.records\.repository: .*must be the name of one repository/,
      );
    },
  );
});

const prefix = fc.constantFrom(
  'zeebe-record',
  'zeebe-record-b',
  'zeebe-record_b',
  'zeebe',
  'abc',
  'abc-d',
  'abc_d',
  'abc-operate',
  'operate',
  'operate-b',
);
const maybe = fc.option(prefix, { nil: undefined });
const KINDS = [
  'list-view-8.3.0_',
  'task-8.5.0_',
  'import-position-8.3.0_2026-01-01',
  'b-list-view-8.3.0_',
  'd-task-8.5.0_',
  'settings_v3',
  'process-instance-x_v8',
  'job_8.6.0_2026-01-01',
  'b_job_8.6.0_2026-01-01',
  'odd',
];
const index = fc
  .tuple(prefix, fc.constantFrom('-', '_'), fc.constantFrom(...KINDS))
  .map(([stem, sign, kind]) => `${stem}${sign}${kind}`);
const pattern = fc.oneof(
  index,
  prefix.map((each) => `${each}*`),
  prefix.map((each) => `${each}-*`),
);
const shape: fc.Arbitrary<Shape> = fc.record({
  operate: maybe,
  tasklist: maybe,
  optimize: maybe,
  records: prefix,
  url: fc.constantFrom('http://es:9200', 'http://es:9200/', 'http://es2:9200'),
  repository: fc.constantFrom('ra', 'rb'),
  indices: fc.option(fc.array(pattern, { minLength: 1, maxLength: 4 }), { nil: undefined }),
});

/** What each web application of a cluster may hold in its snapshots: only what is under its own prefix. */
const samplesOf = ({ indexSpace }: ClusterConfig, indices: readonly string[]): OwnIndexSample[] =>
  (['operate', 'tasklist', 'optimize'] as const).flatMap((component) => {
    const own = indexSpace.prefixes[component];
    return own === undefined
      ? []
      : [{ component, indices: indices.filter((each) => each.startsWith(`${own}-`)) }];
  });

describe('whatever two clusters the file has', () => {
  let accepted = 0;
  let together = 0;

  it(`accepted at start means disjoint in what is read, deleted and restored (seed ${SEED})`, () => {
    fc.assert(
      fc.property(shape, shape, fc.array(index, { minLength: 1, maxLength: 30 }), (one, two, names) => {
        if (problemsOf([one, two]).length > 0) return;
        accepted += 1;
        const [a, b] = parseConfig(fileOf([one, two]), {}).clusters as [ClusterConfig, ClusterConfig];
        if (addressKey(one.url) !== addressKey(two.url)) return;
        together += 1;
        expect(a.records.repository).not.toBe(b.records.repository);
        for (const name of names) {
          const [ofA, ofB] = [a, b].map((each) => {
            const records = isAllowed(name, [`${each.records.indexPrefix}_*`]);
            const samples = samplesOf(each, names);
            const own = isOwnIndex(name, each.indexSpace, samples);
            const about = { allowed: each.restore?.indices ?? [], space: each.indexSpace, samples };
            const deleted = isDeletable(name, about);
            const derived = isDeletable(name, { ...about, allowed: patternsOf(each.indexSpace.prefixes) });
            const apps = { ...each.indexSpace, prefixes: { ...each.indexSpace.prefixes, records: 'none' } };
            const twice = records && isOwnIndex(name, { ...apps, exact: [] });
            return { records, own, twice, deleted: deleted || derived };
          }) as [Touched, Touched];
          const both = [name, ofA, ofB];
          // The records snapshot of one never holds an index of the other, nor one of its own web applications.
          expect([...both, ofA.records && ofB.records]).toEqual([...both, false]);
          expect([...both, ofA.twice || ofB.twice]).toEqual([...both, false]);
          expect([...both, ofA.own && ofB.own]).toEqual([...both, false]);
          expect([...both, ofA.deleted && ofB.deleted]).toEqual([...both, false]);
          expect([...both, (ofA.records && ofB.own) || (ofB.records && ofA.own)]).toEqual([...both, false]);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('and enough pairs were accepted to say so', () => {
    expect(accepted).toBeGreaterThan(RUNS / 10);
    expect(together).toBeGreaterThan(RUNS / 100);
  });
});

interface Touched {
  records: boolean;
  own: boolean;
  /** In the records snapshot, and in that of a web application of the same cluster. */
  twice: boolean;
  deleted: boolean;
}
