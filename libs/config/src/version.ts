import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = 'holdfast';

/** Of the package that this program belongs to; `unknown` where it was taken out of its package. */
export const VERSION = versionAbove(import.meta.dirname);

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
