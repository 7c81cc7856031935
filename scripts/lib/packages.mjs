/**
 * What the scripts of this folder may fetch in addition to the packages of npm. docs/third-party.md lists it with its licences,
 * and a spec compares both: a package that is not here must not be fetched.
 */

/** By `apt-get`, where this is Debian or Ubuntu. */
export const DEBIAN = {
  browser: ['chromium', 'fonts-dejavu-core'],
  promtool: ['prometheus'],
  pip: ['python3-pip'],
  redis: ['redis-server'],
  engine: ['docker.io'],
  baseImages: ['debootstrap'],
};

/** By the package managers of other systems. */
export const DNF = { redis: ['valkey'] };
export const APK = { redis: ['redis'] };
export const HOMEBREW = { redis: ['redis'] };

/** By pip; name to version. */
export const PYPI = { schemathesis: '4.32.5' };

/** By Go, for `npm run test:kubernetes`; module to version. */
export const GO_MODULES = {
  'go.etcd.io/etcd/server/v3': 'v3.6.13',
  'k8s.io/kubernetes': 'v1.36.3',
  'sigs.k8s.io/kwok': 'v0.7.0',
  'helm.sh/helm/v3': 'v3.22.0',
  'helm.sh/helm/v4': 'v4.3.2',
  'github.com/prometheus-operator/prometheus-operator': 'v0.85.0',
};

/** By Go, which builds them; the command is the package with its `main`. */
export const GO = {
  compose: {
    module: 'github.com/docker/compose/v2',
    version: 'v2.40.3',
    command: 'github.com/docker/compose/v2/cmd',
    flags: '-X github.com/docker/compose/v2/internal.Version=v2.40.3',
  },
  actionlint: {
    module: 'github.com/rhysd/actionlint',
    version: 'v1.7.12',
    command: 'github.com/rhysd/actionlint/cmd/actionlint',
  },
};

/** By Docker. */
export const IMAGES = { redis: 'valkey/valkey:8.1.4' };
