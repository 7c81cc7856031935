// What `npm run test:kubernetes` needs: a control plane (etcd, API server, controllers, scheduler), kwok in the place of
// kubelets, kubectl and Helm. They are built from source with the ordinary Go client, once, and kept.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fail, say, STATE } from './environment.mjs';
import { GO_MODULES } from './packages.mjs';

const KUBERNETES = GO_MODULES['k8s.io/kubernetes'];
/** The oldest Go that these versions build with. */
const GO_MINOR = 26;
const HELP = `Install Go 1.${GO_MINOR} or newer (https://go.dev/dl), so that it is on the PATH, or set HOLDFAST_KUBERNETES_TOOLS to a folder that has the programs already.`;

/** Minutes on two cores, for the line that says what happens. */
const PROGRAMS = [
  { name: 'etcd', module: 'go.etcd.io/etcd/server/v3', path: '', minutes: 3 },
  { name: 'kube-apiserver', module: 'k8s.io/kubernetes', path: '/cmd/kube-apiserver', minutes: 10 },
  {
    name: 'kube-controller-manager',
    module: 'k8s.io/kubernetes',
    path: '/cmd/kube-controller-manager',
    minutes: 2,
  },
  { name: 'kube-scheduler', module: 'k8s.io/kubernetes', path: '/cmd/kube-scheduler', minutes: 1 },
  { name: 'kubectl', module: 'k8s.io/kubernetes', path: '/cmd/kubectl', minutes: 1 },
  { name: 'kwok', module: 'sigs.k8s.io/kwok', path: '/cmd/kwok', minutes: 4 },
  { name: 'helm3', module: 'helm.sh/helm/v3', path: '/cmd/helm', minutes: 4 },
  { name: 'helm4', module: 'helm.sh/helm/v4', path: '/cmd/helm', minutes: 2 },
];
const CRDS = ['servicemonitors', 'prometheusrules'];

/**
 * Has them where the specs look for them (HOLDFAST_KUBERNETES_TOOLS), and builds what is missing: about 25 minutes the first
 * time, on two cores. Ends the process when that cannot be done.
 */
export function ensureKubernetesTools() {
  const given = process.env.HOLDFAST_KUBERNETES_TOOLS;
  const folder = given ?? join(STATE, 'kubernetes');
  process.env.HOLDFAST_KUBERNETES_TOOLS = folder;
  const missing = PROGRAMS.filter((program) => !isBuilt(folder, program));
  const crds = CRDS.filter((name) => !existsSync(join(folder, `${name}.yaml`)));
  if (missing.length + crds.length === 0) return;
  const go = findGo();
  if (go === null) fail(HELP);
  mkdirSync(folder, { recursive: true });
  for (const program of missing) build(go, folder, program);
  if (crds.length > 0) fetchCrds(go, folder, crds);
}

/** A line for the summary of all lanes when this one is not among `lanes`, the names of those that ran. */
export function kubernetesNotRun(lanes) {
  return lanes.includes('kubernetes') ? [] : ['Kubernetes: not run (npm run test:kubernetes runs it)'];
}

/** Under a name with its version, so that a new version is built, and an old one is not taken for it. */
const fileOf = (folder, { name, module }) => join(folder, `${name}-${GO_MODULES[module]}`);

const isBuilt = (folder, program) => existsSync(fileOf(folder, program));

function findGo() {
  for (const go of ['go', '/usr/local/go/bin/go']) {
    const { status, stdout } = spawnSync(go, ['env', 'GOVERSION'], { encoding: 'utf8' });
    const minor = Number(/^go1\.(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
    if (status === 0 && minor >= GO_MINOR) return go;
  }
  return null;
}

function build(go, folder, program) {
  const { name, module, path, minutes } = program;
  say(`Building ${name} ${GO_MODULES[module]} from source (about ${minutes} min on two cores) ...`);
  const directory = join(folder, 'source', module.replaceAll('/', '-'));
  if (!existsSync(join(directory, 'go.mod'))) prepare(go, directory, module);
  const partial = `${fileOf(folder, program)}.partial`;
  run(go, directory, ['build', '-ldflags', LINKED[module] ?? '-s -w', '-o', partial, `${module}${path}`]);
  renameSync(partial, fileOf(folder, program));
}

const minorOf = (version) => version.split('.')[1];
/** Versions that the programs report, and compare. */
const LINKED = {
  'k8s.io/kubernetes': [
    '-s -w',
    `-X k8s.io/component-base/version.gitVersion=${KUBERNETES}`,
    '-X k8s.io/component-base/version.gitMajor=1',
    `-X k8s.io/component-base/version.gitMinor=${minorOf(KUBERNETES)}`,
  ].join(' '),
  'helm.sh/helm/v3': [
    '-s -w',
    `-X helm.sh/helm/v3/internal/version.version=${GO_MODULES['helm.sh/helm/v3']}`,
    '-X helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor=1',
    `-X helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor=${minorOf(KUBERNETES)}`,
  ].join(' '),
};

/** A module of its own for each program, as Go builds a program that it does not have the source of. */
function prepare(go, directory, module) {
  mkdirSync(directory, { recursive: true });
  const version = GO_MODULES[module];
  const more = module === 'k8s.io/kubernetes' ? stagingModules(go, directory, version) : '';
  writeFileSync(
    join(directory, 'go.mod'),
    `module holdfast-tools\n\ngo 1.${GO_MINOR}.0\n\nrequire ${module} ${version}\n${more}`,
  );
}

/** Kubernetes names its own parts by a version that stands for a folder next to it; each is published under another one. */
function stagingModules(go, directory, version) {
  writeFileSync(join(directory, 'go.mod'), 'module holdfast-tools\n');
  const { stdout } = run(go, directory, ['mod', 'download', '-json', `k8s.io/kubernetes@${version}`], 'pipe');
  const listed = readFileSync(JSON.parse(stdout).GoMod, 'utf8');
  const names = [...listed.matchAll(/^\s+(k8s\.io\/[a-z0-9-]+) v0\.0\.0$/gm)].map(([, name]) => name);
  const published = version.replace(/^v1/, 'v0');
  return `replace (\n${[...new Set(names)].map((name) => `\t${name} => ${name} ${published}`).join('\n')}\n)\n`;
}

function fetchCrds(go, folder, names) {
  const module = 'github.com/prometheus-operator/prometheus-operator';
  say(`Fetching the resource definitions of the Prometheus operator ${GO_MODULES[module]} ...`);
  const directory = join(folder, 'source', 'crds');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'go.mod'), 'module holdfast-tools\n');
  const { stdout } = run(
    go,
    directory,
    ['mod', 'download', '-json', `${module}@${GO_MODULES[module]}`],
    'pipe',
  );
  const source = join(JSON.parse(stdout).Dir, 'example', 'prometheus-operator-crd');
  for (const name of names) {
    const file = readdirSync(source).find((each) => each.endsWith(`_${name}.yaml`));
    if (file === undefined) fail(`${module} has no definition of ${name}.`);
    copyFileSync(join(source, file), join(folder, `${name}.yaml`));
  }
}

function run(go, cwd, words, stdout = 'inherit') {
  // -mod=mod: Go completes go.mod and go.sum, which it checks against its public list of checksums.
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  const result = spawnSync(go, words, { cwd, env, stdio: ['ignore', stdout, 'inherit'], encoding: 'utf8' });
  if (result.status !== 0)
    fail(
      `go ${words.join(' ')} failed; its output above says why. It needs access to a Go module proxy. ${HELP}`,
    );
  return result;
}
