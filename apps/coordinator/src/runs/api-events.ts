import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblem } from '../http/openapi.ts';

/** Documents a stream of a run's journal. */
export function ApiEvents(what: string): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiOperation({
      summary: `Follow a ${what}`,
      description:
        'Replays the journal from the start, or after `Last-Event-ID`, then follows it until the run ends.',
    }),
    ApiParam({ name: 'cluster', description: 'Name from the configuration' }),
    ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 }, description: `Id of the ${what}` }),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'Id of the last event that was received',
    }),
    ApiOkResponse({
      description: 'One event per journal entry',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
    ApiNoContentResponse({ description: 'The run has ended and every event was received' }),
    ApiProblem(400, 'The id or Last-Event-ID is not one'),
    ApiProblem(404, `No such cluster, or no such ${what}`),
    ApiProblem(503, 'Redis does not answer'),
  );
}
