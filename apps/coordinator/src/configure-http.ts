import { SwaggerModule } from '@nestjs/swagger';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { HoldfastConfig } from '#config';
import { CONFIG } from '#engine';
import { AuthenticationMiddleware } from './access/authentication.middleware.ts';
import { SESSION_COOKIE } from './access/session/session-cookie.ts';
import { serveDashboard, showNoSuchPage } from './dashboard/serve-dashboard.ts';
import { serveDocs } from './dashboard/serve-docs.ts';
import { BULL_BOARD_PATH } from '#contracts';
import { documentPages } from './http/document-pages.ts';
import { openApiDocument } from './http/openapi-document.ts';
import { ProblemError } from './http/problem.error.ts';
import { ProblemFilter } from './http/problem.filter.ts';

/** Of a request, inflated. */
export const BODY_LIMIT = '64kb';

const DOCS_PATH = '/api/docs';

/** Answers are data: nothing in them is ever to be run. Plain HTTP must not be upgraded. */
const STRICT = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};
/** Swagger UI and Bull Board bring inline styles and scripts of their own. Nothing comes from another host. */
const INLINE = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", "'unsafe-inline'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    fontSrc: ["'self'", 'data:'],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** Everything about HTTP that is not a route: headers, bodies, problems, OpenAPI. */
export function configureHttp(app: NestExpressApplication): void {
  const { trustedProxies } = app.get<HoldfastConfig>(CONFIG).http;
  app.disable('x-powered-by');
  if (trustedProxies.length > 0) app.set('trust proxy', trustedProxies);
  app.use(helmet({ contentSecurityPolicy: STRICT, strictTransportSecurity: false }));
  app.use([DOCS_PATH, BULL_BOARD_PATH], helmet.contentSecurityPolicy(INLINE));
  app.use('/api', forbidKeeping);
  app.get(AuthenticationMiddleware).mount(app);
  // The page and its assets hold no secret: every caller may load them. The data they show comes from the API.
  serveDashboard(app);
  serveDocs(app);
  app.use('/api', refuseOtherMediaTypes);
  app.useBodyParser('json', { limit: BODY_LIMIT, strict: false, reviver: refuseForbiddenKey });
  app.use(explainBodyError);
  app.useGlobalFilters(new ProblemFilter(showNoSuchPage));
  documentPages();
  SwaggerModule.setup(DOCS_PATH.slice(1), app, openApiDocument(app, SESSION_COOKIE), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Holdfast API',
  });
}

const FORBIDDEN_KEY = 'is not allowed as a key; choose another one';

/** Every object of JavaScript has it already, so it would be dropped in silence. */
function refuseForbiddenKey(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError(FORBIDDEN_KEY);
  return value;
}

/** What the API says is about now, and may be for one caller alone. */
function forbidKeeping(_request: Request, response: Response, next: NextFunction): void {
  response.set('Cache-Control', 'no-store');
  next();
}

/** Right behind the parser: Nest would turn its errors into exceptions that no longer say what they were. */
function explainBodyError(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  const { type, message } = error as { type?: unknown; message?: unknown };
  if (type === 'entity.parse.failed' && message === FORBIDDEN_KEY)
    next(
      new ProblemError(
        'invalid-request',
        'The body has the key __proto__, which is not allowed anywhere in it.',
        {
          errors: [{ field: '__proto__', message: FORBIDDEN_KEY }],
        },
      ),
    );
  else if (type === 'entity.parse.failed')
    next(new ProblemError('malformed-json', 'The body is not valid JSON.'));
  else if (type === 'entity.too.large')
    next(new ProblemError('body-too-large', `The body must not be larger than ${BODY_LIMIT}.`));
  else next(error);
}

/** A body of another type would be ignored in silence, and a backup would start without the id that was meant. */
function refuseOtherMediaTypes(request: Request, _response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (hasBody && !request.is('json')) {
    next(new ProblemError('unsupported-media-type', 'Send the body as application/json.'));
    return;
  }
  next();
}
