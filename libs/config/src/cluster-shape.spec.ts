import { describe, expect, it } from '@jest/globals';
import { parseConfig } from './load-config.ts';
import { problemsIn } from './problems.spec-support.ts';

const records = '    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }';
const separate = `    zeebe: { management: http://gw:9600 }
    operate: { management: http://operate:9600 }
    tasklist: { management: http://tasklist:9600 }`;
const unified =
  '    orchestration: { management: http://gw:9600, brokers: [http://b0:9600, http://b1:9600] }';
/** The same shape of another Zeebe. */
const elsewhere = (shape: string): string => shape.replace(/http:\/\//g, 'http://other-');
const optimize = '    optimize: { management: http://optimize:8092 }';

const file = (...lines: string[]): string => ['clusters:', '  - name: prod', ...lines].join('\n');
const version = (text: string): string => `    version: "${text}"`;
const clusterOf = (...lines: string[]) => parseConfig(file(...lines), {}).clusters[0]!;

const problemsOf = (...lines: string[]): readonly string[] => problemsIn(file(...lines));

describe('the shape of a cluster', () => {
  it.each([
    ['8.1', separate, '8.1'],
    ['8.3.11', separate, '8.2'],
    ['8.6', separate, '8.4'],
    ['8.8', unified, '8.8'],
    ['8.10', unified, '8.8'],
    ['8.10', unified.replace(' }', ', rest: { url: http://gw:8080 } }'), '8.10'],
  ])('%s is of its generation', (text, shape, generation) => {
    expect(clusterOf(version(text), shape, records)).toMatchObject({ generation });
  });

  it.each([
    ['', undefined],
    [', rest: { url: http://gw:8080 }', 'default'],
    [', rest: { url: http://gw:8080 }, tenant: acme', 'acme'],
  ])('is the physical tenant of %j', (more, tenant) => {
    expect(clusterOf(version('8.10'), unified.replace(' }', `${more} }`), records).tenant).toBe(tenant);
  });

  it.each([
    [', tenant: acme', /orchestration\.tenant: "acme" needs orchestration\.rest/],
    [
      ', rest: { url: http://gw:8080 }, tenant: "a/b"',
      /orchestration\.tenant: "a\/b" must be the id of one physical tenant/,
    ],
    [
      ', rest: { url: http://gw:8080 }, tenants: [default, acme]',
      /orchestration\.tenants: .*one cluster for each physical tenant, with orchestration\.tenant/,
    ],
  ])('refuses %j', (more, expected) => {
    expect(problemsOf(version('8.10'), unified.replace(' }', `${more} }`), records).join('\n')).toMatch(
      expected,
    );
  });

  it('decides the generation alone where no version is configured', () => {
    expect(clusterOf(separate, records).generation).toBe('8.4');
    expect(clusterOf(unified, records).generation).toBe('8.8');
  });

  it('gives the unified application its address, its brokers and its indices', () => {
    const cluster = clusterOf(unified, optimize, records, '    restore: { control: manual }');
    expect(cluster.zeebe).toMatchObject({
      management: 'http://gw:9600',
      brokers: ['http://b0:9600', 'http://b1:9600'],
    });
    expect(cluster.webapps).toMatchObject({ management: 'http://gw:9600', indexPrefix: '' });
    expect(cluster.components).toEqual(['zeebe', 'webapps', 'optimize', 'records']);
    expect(cluster.restore?.indices).toEqual([
      ...['operate-*', 'tasklist-*', 'camunda-*', 'optimize-*', 'zeebe-record_*'],
    ]);
  });

  it('puts a changed prefix before all indices of the unified application', () => {
    const prefixed = unified.replace(' }', ', indexPrefix: prod }');
    const cluster = clusterOf(prefixed, records, '    restore: { control: manual }');
    expect(cluster.restore?.indices).toEqual([
      ...['prod-operate-*', 'prod-tasklist-*', 'prod-camunda-*', 'zeebe-record_*'],
    ]);
  });

  it('requires exported records of 8.8 and later only with Optimize', () => {
    expect(clusterOf(separate, records).records.required).toBe(true);
    expect(clusterOf(unified, optimize, records).records.required).toBe(true);
    expect(clusterOf(unified, records)).toMatchObject({
      components: ['zeebe', 'webapps', 'records'],
      records: { required: false },
    });
  });

  it.each([
    [
      'a version that the sections do not fit',
      [version('8.8'), separate],
      /version: "8.8" is configured with `orchestration`/,
    ],
    [
      'an old version with orchestration',
      [version('8.7'), unified],
      /version: "8.7" has no `orchestration`: configure zeebe/,
    ],
    [
      'a REST API before 8.10',
      [version('8.9'), unified.replace(' }', ', rest: { url: http://gw:8080 } }')],
      /has no REST API for backups, which came with 8.10/,
    ],
    ['both shapes', [separate, unified], /has both `orchestration` and zeebe, operate, tasklist/],
    ['none', [], /has no zeebe; from 8.8 on it has `orchestration`/],
    [
      'a version of the future',
      [version('8.11'), unified],
      /has no known backup procedure; 8.1 to 8.10 are supported/,
    ],
  ])('is refused for %s', (_, lines, problem) => {
    expect(problemsOf(...lines, records).join()).toMatch(problem);
  });

  const database = '    database: { kind: postgresql, dump: pg_dump -f $HOLDFAST_BACKUP_ID camunda }';

  const KUBERNETES =
    '    restore: { control: kubernetes, kubernetes: { namespace: c, brokers: { statefulSet: z }, workloads: [{ kind: Deployment, name: g }] } }';

  it('may restore a relational cluster by Jobs', () => {
    const restorable = database.replace(' }', ', restore: pg_restore }');
    expect(clusterOf(unified, restorable, KUBERNETES).restore?.control).toBe('kubernetes');
  });

  it('deletes no index in a restore but those of Optimize', () => {
    const restorable = database.replace(' }', ', restore: pg_restore }');
    const restore = '    restore: { control: manual }';
    expect(clusterOf(unified, restorable, restore).restore?.indices).toEqual([]);
    expect(clusterOf(unified, restorable, optimize, records, restore).restore?.indices).toEqual([
      'optimize-*',
    ]);
  });

  it('has a relational database in the place of its search engine', () => {
    const cluster = clusterOf(version('8.9'), unified, database);
    expect(cluster).toMatchObject({ generation: 'rdbms', webapps: undefined, records: { engine: 'none' } });
    expect(cluster.components).toEqual(['zeebe', 'database']);
    expect(cluster.database).toMatchObject({ timeout: 7_200_000, directory: '/var/lib/holdfast/database' });
    expect(clusterOf(unified, database).generation).toBe('rdbms');
  });

  it('has a database and the search engine of Optimize', () => {
    const cluster = clusterOf(version('8.10'), unified, database, optimize, records);
    expect(cluster).toMatchObject({ generation: 'rdbms', records: { engine: 'elasticsearch' } });
    expect(cluster.components).toEqual(['zeebe', 'optimize', 'database']);
  });

  it.each([
    ['no store at all', [unified], /records: is missing/],
    [
      'a database before 8.9',
      [version('8.8'), unified, database],
      /has no relational database, which came with 8.9/,
    ],
    ['a database without orchestration', [separate, database], /database: the value needs `orchestration`/],
    [
      'a database and the REST API',
      [unified.replace(' }', ', rest: { url: http://gw:8080 } }'), database],
      /orchestration.rest: the value cannot be used with `database`/,
    ],
    ['Optimize without its engine', [unified, database, optimize], /records: is missing/],
    ['an engine that nothing uses', [unified, database, records], /records: the value is not used/],
    [
      'a restore without its command',
      [unified, database, '    restore: { control: manual }'],
      /database.restore: is missing/,
    ],
    [
      'a dump that is empty',
      [unified, database.replace(/pg_dump.* }/, '" " }')],
      /database.dump: .*is empty; write the shell command/,
    ],
    [
      'a database of another kind',
      [unified, database.replace('postgresql', 'db2')],
      /kind: "db2" must be one of postgresql/,
    ],
  ])('is refused for %s', (_, lines, problem) => {
    expect(problemsOf(...lines).join()).toMatch(problem);
  });

  it('shares no engine with another cluster that has none', () => {
    expect(problemsOf(unified, database, '  - name: b', elsewhere(unified), database)).toEqual([]);
  });

  it('keeps two unified clusters of one engine apart by their prefixes', () => {
    const other = unified.replace(' }', ', indexPrefix: b }');
    const second = records.replace('camunda }', 'b, indexPrefix: b-records }');
    expect(problemsOf(unified, records, '  - name: b', elsewhere(other), second)).toEqual([]);
    expect(problemsOf(unified, records, '  - name: b', elsewhere(unified), second).join()).toMatch(
      /webapps.indexPrefix.*overlaps/,
    );
  });
});
