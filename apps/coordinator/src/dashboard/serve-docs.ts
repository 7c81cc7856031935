import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DOCS_PATH } from '#domain';

/** Where the build puts the site: next to this app. */
const DIRECTORY = join(import.meta.dirname, '..', '..', '..', 'docs');
const NOT_FOUND = join(DIRECTORY, '404.html');

/**
 * All scripts are files of the site. Highlighted code and diagrams have styles of their own, and icons of the style sheet
 * are `data:`; the pages show no data of Holdfast.
 */
const policy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

/**
 * Serves the documentation of this version below `/docs`, to every caller: it is public text, and a runbook must open
 * while no login works. Must be registered before the module's own routes.
 */
export function serveDocs(app: NestExpressApplication): void {
  app.use(DOCS_PATH, policy);
  app.use(
    `${DOCS_PATH}/assets`,
    express.static(join(DIRECTORY, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  app.use(DOCS_PATH, express.static(DIRECTORY, { extensions: ['html'], setHeaders: mayChange }));
  app.use(DOCS_PATH, (request: Request, response: Response, next: NextFunction) => {
    if (!['GET', 'HEAD'].includes(request.method)) {
      next();
      return;
    }
    response.status(404);
    if (existsSync(NOT_FOUND)) response.sendFile(NOT_FOUND);
    else response.type('text/plain').send('The documentation was not built: run `npm run build`.\n');
  });
}

/** After an update the same address has another page. */
function mayChange(response: Response): void {
  response.set('Cache-Control', 'no-cache');
}
