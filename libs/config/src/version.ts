import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = 'holdfast';

/** Written into the command line when it is made a package of its own, which has no manifest of Holdfast above it. */
declare const HOLDFAST_BUILT_VERSION: string | undefined;

/** Of the package that this program belongs to; `unknown` where it was taken out of its package. */
export const VERSION =
  typeof HOLDFAST_BUILT_VERSION === 'string' ? HOLDFAST_BUILT_VERSION : versionAbove(import.meta.dirname);

function versionAbove(start: string): string {
  for (let at = start, up = dirname(at); ; at = up, up = dirname(at)) {
    const file = join(at, 'package.json');
    const found = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string })
      : {};
    if (found.name === NAME) return found.version ?? 'unknown';
    if (up === at) return 'unknown';
  }
}
