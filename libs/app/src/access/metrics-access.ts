import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { needsLogin, type HoldfastConfig } from '#config';
import { shownToken } from './shown-token.ts';
import { TokenBook } from './token-book.ts';

/**
 * Guards a metrics page in any app, as `access.metrics` says: `open`, or for the token of any role that may see every
 * cluster, since metrics cannot be separated by cluster. To be mounted in front of the page.
 */
export function metricsAccess(config: Pick<HoldfastConfig, 'access'>): RequestHandler {
  const book = new TokenBook(config);
  return (request: Request, response: Response, next: NextFunction) => {
    const { access } = config;
    const wanted = access.metrics ?? (needsLogin(access) ? 'token' : 'open');
    if (wanted === 'open') {
      next();
      return;
    }
    const token = shownToken(request.headers.authorization);
    const found = token === null ? null : book.find(token);
    if (found === null) {
      response
        .status(401)
        .set('WWW-Authenticate', 'Bearer realm="Holdfast"')
        .type('text/plain')
        .send('A token of access.tokens is needed, as `Authorization: Bearer`.\n');
    } else if (found.clusters !== undefined) {
      response
        .status(403)
        .type('text/plain')
        .send('These are the metrics of all clusters, and this token may see only some.\n');
    } else next();
  };
}
