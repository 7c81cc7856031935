import { createHash, randomBytes } from 'node:crypto';

/** So that a token is known for one where it should not be: in a log, a file, a commit. */
const PREFIX = 'hf_';
const BYTES = 32;

/** A new token of 256 random bits. It is shown once; the configuration has only its hash. */
export function newToken(): string {
  return PREFIX + randomBytes(BYTES).toString('base64url');
}

/** What the configuration holds instead of a token: `sha256:` and 64 hexadecimal digits. */
export function hashOfToken(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`;
}
