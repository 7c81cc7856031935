import { spawnSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * A real browser, without a window.
 * @throws Error that says what to install, where there is none
 */
export function launchBrowser(): Promise<Browser> {
  // Containers run as root, where Chromium's sandbox cannot be.
  return chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
}

function findBrowser(): string {
  const named = process.env.HOLDFAST_CHROMIUM;
  for (const name of named === undefined ? NAMES : [named]) {
    const found = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  throw new Error(
    'The browser tests need Chromium or Google Chrome. Install it (on Debian: apt-get install chromium), or set HOLDFAST_CHROMIUM to its binary.',
  );
}
