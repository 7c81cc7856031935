export { Deadline } from './deadline.ts';
export { Authorization } from './authorization.ts';
export {
  tlsOptions,
  type Connection,
  type ConnectionAuth,
  type ConnectionTls,
  type Hidden,
  type OAuthClient,
} from './connection.ts';
export { TokenFailure } from './oauth-tokens.ts';
export { tlsHint, tlsTrouble } from './tls-trouble.ts';
