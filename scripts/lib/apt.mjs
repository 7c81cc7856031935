import { spawnSync } from 'node:child_process';
import { say } from './environment.mjs';

/**
 * Installs Debian packages where this is Debian (or Ubuntu) and we are root.
 * @param what for the printed line: "a browser for the tests"
 * @returns whether it worked; where it cannot, it prints nothing, because the caller knows the alternative
 */
export function aptInstall(what, packages) {
  const hasApt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!hasApt || process.getuid?.() !== 0) return false;
  const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages];
  say(`There is no ${what} here; installing one: ${install.join(' ')}`);
  for (const [command, ...words] of [['apt-get', 'update', '-qq'], install]) {
    // RUNLEVEL=1 keeps Debian's packages from starting services of their own.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    if (spawnSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'], env }).status !== 0) return false;
  }
  return true;
}
