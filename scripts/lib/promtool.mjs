import { spawnSync } from 'node:child_process';
import { aptInstall } from './apt.mjs';
import { say } from './environment.mjs';
import { DEBIAN } from './packages.mjs';

const HELP =
  'The checks of deploy/prometheus need promtool, which comes with Prometheus. Install it (on Debian: apt-get install prometheus), so that it is on the PATH.';

const works = () => spawnSync('promtool', ['--version'], { stdio: 'ignore' }).status === 0;

/** Has promtool on the PATH, or says what to do; the checks then fail. */
export function ensurePromtool() {
  if (!works()) aptInstall('promtool', DEBIAN.promtool);
  if (!works()) say(HELP);
}
