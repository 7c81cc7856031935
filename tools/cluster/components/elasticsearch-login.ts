import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';

/** Of a cluster whose Elasticsearch asks for a login; only the owner can read it. */
export const LOGIN_FILE = 'elasticsearch-login.json';

export interface ElasticsearchLogin {
  username: string;
  password: string;
}

/** Null where its Elasticsearch lets everyone in. */
export function loginOf({ at }: Pick<Cluster, 'at'>): ElasticsearchLogin | null {
  const file = join(at.dir, LOGIN_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ElasticsearchLogin) : null;
}

/** Gives the cluster a login with a random password, unless it has one. The next start of Elasticsearch asks for it. */
export async function keepLogin(cluster: Pick<Cluster, 'at'>): Promise<void> {
  if (loginOf(cluster) !== null) return;
  const login: ElasticsearchLogin = { username: 'admin', password: randomBytes(18).toString('base64url') };
  await writeFile(join(cluster.at.dir, LOGIN_FILE), JSON.stringify(login), { mode: 0o600 });
}

/** The header that every request to it needs. */
export function loginHeaders(cluster: Pick<Cluster, 'at'>): Record<string, string> {
  const login = loginOf(cluster);
  if (login === null) return {};
  const words = Buffer.from(`${login.username}:${login.password}`).toString('base64');
  return { authorization: `Basic ${words}` };
}

export const SECURITY_OFF = 'xpack.security.enabled: false\n';

/** Only for one node on loopback: neither side of the connection is encrypted. */
export const SECURITY_ON = `xpack.security.enabled: true
xpack.security.autoconfiguration.enabled: false
xpack.security.http.ssl.enabled: false
xpack.security.transport.ssl.enabled: false
`;

const ROUNDS = 10_000;

/**
 * The files of the file realm. The server brings a program that writes them, and not every distribution has it.
 * @returns content by name in the server's configuration directory
 */
export function fileRealm({ username, password }: ElasticsearchLogin): Record<string, string> {
  const salt = randomBytes(32);
  const hash = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha512');
  return {
    users: `${username}:{PBKDF2}${ROUNDS}$${salt.toString('base64')}$${hash.toString('base64')}\n`,
    users_roles: `superuser:${username}\n`,
  };
}
