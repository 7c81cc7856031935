import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDashboardPage, isLostPerson } from './dashboard-paths.ts';

/** Where the build puts it: next to this app. */
const DIRECTORY = join(import.meta.dirname, '..', '..', '..', 'dashboard');
const PAGE = join(DIRECTORY, 'index.html');

/** Everything comes from here, and nothing is inline. */
const policy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

/**
 * Serves the dashboard: its page at every address that is one of its own, and its assets, whose names change with their
 * content. All other addresses are left to the API. Must be registered before the module's own routes.
 */
export function serveDashboard(app: NestExpressApplication): void {
  app.use(
    '/assets',
    express.static(join(DIRECTORY, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!['GET', 'HEAD'].includes(request.method) || !isDashboardPage(request.path)) {
      next();
      return;
    }
    sendDashboard(request, response, 200);
  });
}

/** Shows a person in a browser that nothing is at an address. @returns false for every other client, which gets no answer here */
export function showNoSuchPage(request: Request, response: Response): boolean {
  if (!isLostPerson(request)) return false;
  sendDashboard(request, response, 404);
  return true;
}

/** Sends the dashboard's page, which shows what is at the address, or that nothing is. */
function sendDashboard(request: Request, response: Response, status: 200 | 404): void {
  policy(request, response, () => send(response.status(status)));
}

function send(response: Response): void {
  if (!existsSync(PAGE)) {
    response.status(404).type('text/plain').send('The dashboard was not built: run `npm run build`.\n');
    return;
  }
  // An old page would ask for assets that are gone after an update.
  response.set('Cache-Control', 'no-cache').sendFile(PAGE);
}
