// Files and directories that only this user may read: they hold passwords, sessions and what happened.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';

/** Makes it, or takes others out of one that is there. */
export function privateDirectory(path) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}

/** Also where a former version left it readable for others. */
export function writePrivate(path, text) {
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o600);
}
