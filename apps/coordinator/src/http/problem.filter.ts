import {
  Catch,
  HttpException,
  Logger,
  ServiceUnavailableException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { PROBLEMS, problemType, type ProblemKind } from '#contracts';
import { redisTroubleOf } from '#redis';
import { StepFailure, UnreadableRecord } from '#domain';
import { ProblemError } from './problem.error.ts';
import { redisProblem } from './redis-problem.ts';

const byStatus = new Map<number, ProblemKind>([
  [404, 'not-found'],
  [405, 'method-not-allowed'],
  [413, 'body-too-large'],
  [415, 'unsupported-media-type'],
]);

/** The one place where errors become answers. A cause that is not the client's is logged and not sent. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  /** @param showPerson answers in place of this filter what does not exist, to a person in a browser; returns whether it did */
  constructor(private readonly showPerson: (request: Request, response: Response) => boolean = () => false) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (error instanceof ServiceUnavailableException) {
      // The health check's own answer: it names each indicator.
      response.status(503).json(error.getResponse());
      return;
    }
    const request = host.switchToHttp().getRequest<Request>();
    const { document } = this.problemOf(error, request);
    if (response.headersSent) {
      response.end();
      return;
    }
    if (document.type === problemType('not-found') && this.showPerson(request, response)) return;
    if (document.status === 503) response.setHeader('Retry-After', '5');
    if (document.status === 401 && !response.hasHeader('WWW-Authenticate'))
      response.setHeader('WWW-Authenticate', 'Bearer realm="Holdfast"');
    response.status(document.status).type('application/problem+json').send(JSON.stringify(document));
  }

  private problemOf(error: unknown, request: Request): ProblemError {
    if (error instanceof ProblemError) return error;
    if (error instanceof StepFailure) return new ProblemError('store-unavailable', error.message);
    if (error instanceof UnreadableRecord)
      return new ProblemError('unreadable-record', error.what, { remedy: error.remedy });
    const { type } = error as { type?: unknown };
    if (type === 'entity.parse.failed')
      return new ProblemError('malformed-json', 'The body is not valid JSON.');
    if (type === 'entity.too.large')
      return new ProblemError('body-too-large', 'The body must not be larger than 64 KiB.');
    const trouble = redisTroubleOf(error);
    if (trouble !== null) {
      this.logger.error(`Redis: ${(error as Error).message}`);
      return redisProblem(trouble);
    }
    const status = statusOf(error);
    const kind = byStatus.get(status);
    if (kind) return new ProblemError(kind, `${PROBLEMS[kind].title}: ${request.method} ${request.path}.`);
    if (status >= 400 && status < 500)
      return new ProblemError('invalid-request', 'The request could not be read.');
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return new ProblemError(
      'internal',
      'The request failed for a reason inside Holdfast. Its log says more.',
    );
  }
}

/** Express and its parsers put a status on their errors; Nest has exceptions of its own. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { status } = error as { status?: unknown };
  return typeof status === 'number' ? status : 500;
}
