export {
  ANSWER_BOUNDS,
  BeyondBounds,
  inMebibytes,
  LIST_BOUNDS,
  listBounds,
  parseJson,
  requireBounds,
  type AnswerBounds,
} from './answer-bounds.ts';
export { boundedFetch, FETCH_BOUNDS, readText } from './bounded-fetch.ts';
export { isBeyondLength } from './axios-errors.ts';
export { Deadline } from './deadline.ts';
export { Authorization } from './authorization.ts';
export {
  tlsOptions,
  type Connection,
  type ConnectionAuth,
  type ConnectionTls,
  type Hidden,
  type OAuthClient,
  type SigV4,
  type TlsOptions,
} from './connection.ts';
export { TOKEN_BOUNDS, TokenFailure } from './oauth-tokens.ts';
export { connectionTrouble, placeOf, troubleInWords, type ConnectionTrouble } from './connection-trouble.ts';
export { tlsHint, tlsTrouble } from './tls-trouble.ts';
export type { CallOptions, NextCall } from './call-options.ts';
export type { Permit } from './permit.ts';
export { GuardedAgents } from './guarded-agent.ts';
export { exchange, readMessage, type Outgoing } from './exchange.ts';
export { RequestSigner, SigningFailure, type Unsigned } from './sigv4.ts';
export { guardSocket } from './guarded-socket.ts';
