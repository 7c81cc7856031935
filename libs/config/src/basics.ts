/** What needs no configuration: without its schemas, which take long to make. No zod, and no parser. */
export { hashOfToken, newToken } from './access-token.ts';
export { environment, type Environment } from './environment.ts';
export { PLAIN_NAME } from './plain-name.ts';
export { VERSION } from './version.ts';
