import { applyDecorators, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck } from '@nestjs/terminus';
import { HealthController, MetricsController } from '#app';

/**
 * Documents the pages that every process serves. Their classes have no decorators of Swagger of their own: every worker would
 * load the more than 500 modules of it, and shows no documentation.
 */
export function documentPages(): void {
  for (const controller of [HealthController, MetricsController]) ApiTags('health')(controller);
  documentPage(
    HealthController,
    'live',
    ApiOperation({ summary: 'The process serves and its workers take jobs' }),
    HEALTH,
  );
  documentPage(
    HealthController,
    'ready',
    ApiOperation({
      summary: 'Redis answers, takes a write, and keeps what it confirms; this build can read what is in it',
    }),
    HEALTH,
  );
  documentPage(
    MetricsController,
    'read',
    ApiOperation({ summary: 'What this process measures, in the text format of Prometheus' }),
    ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } }),
  );
}

/** The answers of Terminus, as it describes them; its headers are set where the page is. */
const HEALTH = HealthCheck({ noCache: false, swaggerDocumentation: true }) as MethodDecorator;

function documentPage<Page>(
  page: Type<Page>,
  method: keyof Page & string,
  ...about: MethodDecorator[]
): void {
  const descriptor = Object.getOwnPropertyDescriptor(page.prototype, method);
  if (descriptor === undefined) throw new Error(`${page.name} has no method ${method}`);
  applyDecorators(...about)(page.prototype as object, method, descriptor);
}
