import { hkdfSync } from 'node:crypto';

/**
 * The key that seals a session. It is derived from what the configuration has and Redis has not: the hash of the token
 * that the session was opened with, or the client secret of the OpenID provider. So all coordinators have it without
 * sharing another secret, and it changes when that token or secret does.
 * @param secret must have the strength of a key: 256 random bits are what `token create` makes
 */
export function sessionKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'holdfast session seal', 32));
}
