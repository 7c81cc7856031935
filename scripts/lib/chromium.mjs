import { spawnSync } from 'node:child_process';
import { aptInstall } from './apt.mjs';
import { say } from './environment.mjs';
import { DEBIAN } from './packages.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const HELP =
  'The browser tests need Chromium or Google Chrome. Install it (on Debian: apt-get install chromium), or set HOLDFAST_CHROMIUM to its binary.';

/** The browser to test with: HOLDFAST_CHROMIUM, or one on the PATH; null where there is none. */
export function findChromium() {
  const named = process.env.HOLDFAST_CHROMIUM;
  const found = (named ? [named] : NAMES)
    .map((name) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }))
    .find(({ status }) => status === 0);
  return found ? found.stdout.trim() : null;
}

/**
 * Installs a browser by apt-get where there is none and this user may; the tests find it by HOLDFAST_CHROMIUM.
 * Where it cannot be had, it says so, and the tests fail with the same words.
 */
export function ensureChromium() {
  if (!findChromium() && !process.env.HOLDFAST_CHROMIUM) aptInstall('browser', DEBIAN.browser);
  const found = findChromium();
  if (found) process.env.HOLDFAST_CHROMIUM = found;
  else say(HELP);
  return found;
}
