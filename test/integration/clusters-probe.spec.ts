import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { parseConfig } from '#config';
import { startSimulator, type Simulator } from '../../apps/simulator/src/index.ts';
import { CliProcess, type Said } from '../support/cli.ts';
import { brokerSet, service } from '../support/kubernetes/chart-objects.ts';
import { KubeApiServer } from '../support/kubernetes/kube-api-server.ts';
import { isCall } from '../support/world.ts';

const CLUSTERS = {
  'camunda-8-6': { version: '8.6.0' },
  'camunda-8-8': { version: '8.8.15', zeebe: { brokers: 2, partitions: 2, replicationFactor: 1 } },
  'camunda-8-10': { version: '8.10.9' },
  relational: {
    ...{ version: '8.9.21', secondaryStorage: 'rdbms' as const },
    zeebe: { brokers: 1, partitions: 2, replicationFactor: 1 },
  },
  tenants: { version: '8.10.9', tenants: ['default', 'acme'] },
  'one-broker': { version: '8.8.15', zeebe: { brokers: 1, partitions: 1, replicationFactor: 1 } },
};
type Name = keyof typeof CLUSTERS;

let simulator: Simulator;
const calls: string[] = [];
beforeAll(async () => {
  const onCall = (_: string, { method, path }: { method: string; path: string }) => {
    calls.push(`${method} ${path}`);
    return Promise.resolve(undefined);
  };
  simulator = await startSimulator({ clusters: CLUSTERS }, { onCall });
});
afterAll(() => simulator.close());

const urlsOf = (name: Name) => simulator.clusters[name]!;

/** `holdfast clusters probe`. Neither Redis, a coordinator nor a configuration is there. */
function probe(words: readonly string[], more: Record<string, string> = {}): Promise<Said> {
  return new CliProcess('http://127.0.0.1:9', ['clusters', 'probe', ...words], more).ended;
}

const flags = (given: Record<string, string | undefined>): string[] =>
  Object.entries(given).flatMap(([flag, url]) => (url === undefined ? [] : [`--${flag}`, url]));

/** With every address that such a cluster has. */
function wordsFor(name: Name, over: Record<string, string | undefined> = {}): string[] {
  const { zeebe, brokers, rest, operate, tasklist, optimize, elasticsearch } = urlsOf(name);
  const apps = name === 'camunda-8-6' ? { operate, tasklist } : {};
  const given = {
    ...apps,
    optimize,
    search: elasticsearch,
    ...(name === 'camunda-8-10' && { rest }),
    ...over,
  };
  return [zeebe, '--name', name, ...brokers.flatMap((url) => ['--broker', url]), ...flags(given)];
}

const whatOf = (missing: readonly { what: string }[]): string[] => missing.map(({ what }) => what).sort();

describe('holdfast clusters probe', () => {
  it.each<[Name, string, string[]]>([
    ['camunda-8-6', '8.4', ['zeebe', 'operate', 'tasklist', 'optimize', 'records']],
    ['camunda-8-8', '8.8', ['zeebe', 'webapps', 'optimize', 'records']],
    ['camunda-8-10', '8.10', ['zeebe', 'webapps', 'optimize', 'records']],
  ])('prints a configuration of %s that Holdfast takes as it is', async (name, generation, components) => {
    const { code, out, err } = await probe(wordsFor(name));
    expect([code, err]).toEqual([0, '']);
    const [cluster] = parseConfig(out, {}).clusters;
    expect(cluster).toMatchObject({ name, generation });
    expect([...cluster!.components].sort()).toEqual([...components].sort());
    expect(cluster!.zeebe.brokers).toEqual(urlsOf(name).brokers);
    expect(cluster!.records).toMatchObject({ engine: 'elasticsearch', repository: 'camunda' });
  });

  it('prints it for programs, with what is missing and the remedy', async () => {
    const words = wordsFor('camunda-8-8', { optimize: undefined, search: undefined });
    const [management] = words;
    const { code, out } = await probe([management!, '--name', 'camunda-8-8', '-o', 'json']);
    // Without an engine, it is no whole configuration.
    expect(code).toBe(3);
    const { config, missing } = JSON.parse(out) as {
      config: unknown;
      missing: { what: string; remedy: string }[];
    };
    expect(config).toMatchObject({ name: 'camunda-8-8', version: '8.8', orchestration: { management } });
    expect(whatOf(missing)).toEqual(['brokers', 'optimize', 'records']);
    expect(missing.find(({ what }) => what === 'brokers')?.remedy).toContain('has 2, and 1 were found');
  });

  it('continues where a component does not answer, and names it', async () => {
    const { code, out, err } = await probe(wordsFor('camunda-8-6', { operate: 'http://127.0.0.1:9' }));
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/# {3}operate: .*127\.0\.0\.1:9/);
    expect(parse(out)).toMatchObject({ clusters: [{ tasklist: {}, optimize: {}, records: {} }] });
    expect(stringify(parse(out))).not.toContain('operate:');
  });

  it('leaves out what this version does not have', async () => {
    const { zeebe } = urlsOf('camunda-8-8');
    const nowhere = 'http://127.0.0.1:9';
    const { out, err } = await probe([zeebe, '--rest', nowhere, '--operate', nowhere, '-o', 'json']);
    expect(err).toBe('');
    const { config, missing } = JSON.parse(out) as { config: unknown; missing: { what: string }[] };
    expect(config).toEqual({ name: 'prod', version: '8.8', orchestration: { management: zeebe } });
    expect(whatOf(missing)).toEqual(['brokers', 'operate', 'optimize', 'records', 'rest']);
  });

  it('names a REST API that does not answer', async () => {
    const { out } = await probe(wordsFor('camunda-8-10', { rest: 'http://127.0.0.1:9' }));
    expect(out).toMatch(/# {3}rest: .*127\.0\.0\.1:9/);
    expect(out).not.toContain('rest:\n');
  });

  it('only reads', async () => {
    const name = 'camunda-8-6';
    const mark = simulator.inspect(name).effects.at(-1)?.seq ?? 0;
    const asked = calls.length;
    await probe(wordsFor(name));
    expect(calls.length).toBeGreaterThan(asked + 5);
    expect(simulator.inspect(name, mark).effects.filter(isCall)).toEqual([]);
  });

  it('says what is wrong with the address of Zeebe, and prints no configuration', async () => {
    const silent = await probe(['http://127.0.0.1:9']);
    expect(silent).toMatchObject({ code: 1, out: '' });
    expect(silent.err).toContain('127.0.0.1:9');
    const { elasticsearch, operate } = urlsOf('camunda-8-6');
    expect(await probe([elasticsearch])).toMatchObject({ code: 1, out: '' });
    const swapped = await probe([operate]);
    expect(swapped).toMatchObject({ code: 1, out: '' });
    expect(swapped.err).toContain('it is not Zeebe');
  });

  it('finds no fault with what is right, and keeps the default prefixes', async () => {
    const { out } = await probe(wordsFor('camunda-8-6'));
    expect(out).not.toContain('To complete');
    expect(out).not.toContain('indexPrefix');
  });

  it('names addresses that are swapped, repeated, or of another cluster', async () => {
    const { zeebe, tasklist } = urlsOf('camunda-8-6');
    const [stranger] = urlsOf('camunda-8-8').brokers;
    const words = wordsFor('camunda-8-6', { operate: tasklist, optimize: zeebe });
    const { out } = await probe([...words, '--broker', zeebe, '--broker', stranger!, '-o', 'json']);
    const { config, missing } = JSON.parse(out) as {
      config: { zeebe: { brokers: string[] } };
      missing: { what: string; remedy: string }[];
    };
    expect(config.zeebe.brokers).toEqual([zeebe, stranger]);
    expect(whatOf(missing)).toEqual(['brokers', 'operate', 'optimize', 'tasklist']);
    expect(missing.find(({ what }) => what === 'brokers')?.remedy).toContain(`${stranger}: no broker`);
    expect(missing.find(({ what }) => what === 'optimize')?.remedy).toContain('is Zeebe');
  });

  it.each(['a b', 'Prod', ''])('takes no name that the configuration refuses: "%s"', async (name) => {
    const { code, err } = await probe(['http://127.0.0.1:9', '--name', name]);
    expect(code).toBe(2);
    expect(err).toContain('It must be 1 to 63 of a-z');
  });

  it('takes no credentials from the command line', async () => {
    const { code, out, err } = await probe(['http://127.0.0.1:9', '--search', 'http://me:hush@127.0.0.1:9']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('--search must not hold user and password');
    expect(err).not.toContain('hush');
  });

  it('takes the password of the engine from the environment, and does not print it', async () => {
    const words = [...wordsFor('camunda-8-6'), '--search-user', 'holdfast'];
    expect(await probe(words)).toMatchObject({ code: 2, out: '' });
    const { code, out, err } = await probe(words, { HOLDFAST_SEARCH_PASSWORD: 'hush' });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('password: ${HOLDFAST_SEARCH_PASSWORD}');
    expect(out).not.toContain('hush');
  });
});

describe('holdfast clusters probe, of clusters that are more than a search engine and one tenant', () => {
  it('prints the database of a relational cluster as something to complete, and no engine', async () => {
    const { code, out } = await probe([urlsOf('relational').zeebe]);
    expect(code).toBe(0);
    expect(out).toMatch(/# {3}database: The cluster has no history backup.*docs\/relational\.md/);
    expect(out).not.toContain('records');
    expect(parseConfig(out, {}).clusters[0]).toMatchObject({ generation: 'rdbms' });
  });

  it('asks for one cluster for each physical tenant', async () => {
    const { out } = await probe([urlsOf('tenants').zeebe]);
    expect(out).toMatch(/# {3}orchestration\.tenant: The cluster has the physical tenants acme, default\./);
  });
});

describe('holdfast clusters probe --namespace', () => {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-probe-'));
  const kubeconfig = join(directory, 'kubeconfig');
  let kube: KubeApiServer;
  beforeAll(async () => {
    kube = await KubeApiServer.start();
    writeFileSync(kubeconfig, kube.kubeconfig());
  });
  afterAll(async () => {
    await kube.close();
    rmSync(directory, { recursive: true });
  });

  const inNamespace = (words: readonly string[] = []) =>
    probe(['--namespace', 'camunda', '--kubeconfig', kubeconfig, ...words], {
      NODE_OPTIONS: `--import=${resolve('test/support/kubernetes/cluster-names.mjs')}`,
    });

  it('finds the addresses of a release, asks each what it is, and prints names that hold inside the cluster', async () => {
    const { zeebe, brokers, optimize, elasticsearch } = urlsOf('one-broker');
    const portIn = (url: string) => Number(new URL(url).port);
    const labels = (component: string) => ({
      'app.kubernetes.io/instance': 'prod',
      'app.kubernetes.io/component': component,
    });
    const made: [string, string, string, string][] = [
      ['prod-zeebe-gateway', 'zeebe-gateway', 'server', zeebe],
      ['prod-zeebe', 'zeebe-broker', 'server', brokers[0]!],
      ['prod-optimize', 'optimize', 'management', optimize],
    ];
    for (const [name, component, port, url] of made)
      kube.store.create(
        service({
          ...{ name, labels: labels(component), headless: component === 'zeebe-broker' },
          ports: [{ name: port, port: portIn(url) }],
        }),
      );
    kube.store.create(brokerSet('prod', 1));
    const { code, out, err } = await inNamespace(['--search', elasticsearch]);
    expect([code, err]).toEqual([0, '']);
    const [cluster] = parseConfig(out, {}).clusters;
    expect(cluster).toMatchObject({
      zeebe: {
        management: `http://prod-zeebe-gateway.camunda.svc:${portIn(zeebe)}`,
        brokers: [`http://prod-zeebe-0.prod-zeebe.camunda.svc:${portIn(brokers[0]!)}`],
      },
      optimize: { management: `http://prod-optimize.camunda.svc:${portIn(optimize)}` },
    });
    expect(out).not.toContain('To complete');
  });

  it('says what the namespace lacks, and which words do not fit together', async () => {
    const other = await probe(['--namespace', 'camunda', '--release', 'x', '--kubeconfig', kubeconfig]);
    expect(other).toMatchObject({ code: 1, out: '' });
    expect(other.err).toContain('has the releases prod, and none is "x"');
    expect(await probe([])).toMatchObject({ code: 2, err: expect.stringContaining('or --namespace') });
    expect(await probe(['http://127.0.0.1:9', '--release', 'x'])).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('need --namespace') },
    });
  });
});
