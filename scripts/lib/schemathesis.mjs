import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './apt.mjs';
import { say, STATE } from './environment.mjs';
import { DEBIAN, PYPI } from './packages.mjs';

const VERSION = PYPI.schemathesis;
const HELP = `The fuzzing of the API needs Python 3.10 or newer with pip (on Debian: apt-get install python3-pip), to fetch schemathesis ${VERSION} from the Python package index.`;

const hasPip = () => spawnSync('python3', ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0;

/** Has schemathesis where the fuzz spec looks for it (HOLDFAST_SCHEMATHESIS), or says what to do; that spec then fails. */
export function ensureSchemathesis() {
  const target = join(STATE, 'tools', `schemathesis-${VERSION}`);
  process.env.HOLDFAST_SCHEMATHESIS = target;
  if (existsSync(target)) return;
  if (!hasPip()) aptInstall('pip', DEBIAN.pip);
  if (!hasPip()) {
    say(HELP);
    return;
  }
  say(`Installing schemathesis ${VERSION} (PyPI, 44 MB on disk) ...`);
  const partial = `${target}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const env = { ...process.env, PIP_ROOT_USER_ACTION: 'ignore', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
  const words = ['-m', 'pip', 'install', '-q', '--target', partial, `schemathesis==${VERSION}`];
  const { status } = spawnSync('python3', words, { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (status === 0) renameSync(partial, target);
  else say(HELP);
}
