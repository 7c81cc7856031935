import { applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCookieAuth,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import {
  actionOf,
  ENDPOINTS,
  parametersOf,
  problemSchema,
  PROBLEMS,
  problemsOf,
  ROUTES,
  type RouteName,
  type RouteSpec,
} from '#contracts';
import { asOpenApi, type OpenApiSchema } from './openapi-schemas.ts';
import { idOwnerOf } from './parse-request.ts';

/** Names of the security schemes. */
export const SCHEMES = { token: 'token', session: 'session' } as const;

/** Documents a route as the table has it, so that documentation and validation cannot disagree. */
export function Documented(name: RouteName): MethodDecorator {
  const spec: RouteSpec = ROUTES[name];
  const { tag, summary, description = '' } = spec;
  const { role } = ENDPOINTS[name];
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({ summary, ...(description !== '' && { description }) }),
    ApiExtension('x-action', actionOf(name)),
    ...(role === null
      ? []
      : [ApiBearerAuth(SCHEMES.token), ApiCookieAuth(SCHEMES.session), ApiExtension('x-role', role)]),
    ...parametersOf(name).map((each) => parameter(name, each)),
    ...taken(spec),
    ...answered(spec),
    ...refused(name),
  );
}

function parameter(route: RouteName, name: string): MethodDecorator {
  if (name !== 'id')
    return ApiParam({ name, description: 'Name from the configuration', schema: { type: 'string' } });
  const owner = idOwnerOf(route);
  const description = `${owner.charAt(0).toUpperCase()}${owner.slice(1)} id`;
  return ApiParam({ name, description, schema: { type: 'integer', minimum: 1 } });
}

function taken({ query, headers = {}, body, examples }: RouteSpec): MethodDecorator[] {
  return [
    ...Object.entries<z.ZodType>((query?.shape ?? {}) as Record<string, z.ZodType>).map(([name, value]) => {
      const { description = '', ...schema } = asOpenApi(value, 'output');
      const required = !value.safeParse(undefined).success;
      return ApiQuery({ name, required, schema, ...(description !== '' && { description }) });
    }),
    ...Object.entries(headers).map(([name, description]) =>
      ApiHeader({ name, required: false, description }),
    ),
    ...(body
      ? [
          ApiBody({
            required: !body.safeParse({}).success,
            schema: asOpenApi(body),
            ...(examples && { examples: examplesOf(examples) }),
          }),
        ]
      : []),
  ];
}

function examplesOf(examples: Readonly<Record<string, unknown>>): Record<string, { value: unknown }> {
  return Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));
}

function answered({ status = 200, response, answer = '', nothingToSend }: RouteSpec): MethodDecorator[] {
  const about = { status, description: answer };
  const success =
    response === null
      ? ApiResponse(about)
      : typeof response === 'string'
        ? ApiResponse({ ...about, content: { [response]: { schema: mediaSchema(response) } } })
        : ApiResponse({ ...about, schema: asOpenApi(response) });
  return nothingToSend === undefined
    ? [success]
    : [success, ApiResponse({ status: 204, description: nothingToSend })];
}

function mediaSchema(media: string): OpenApiSchema {
  return media.startsWith('text/') ? { type: 'string' } : { type: 'string', format: 'binary' };
}

/** One answer for each status, with every kind of problem that has it. */
function refused(name: RouteName): MethodDecorator[] {
  const problems = problemsOf(name).map((kind) => ({ kind, ...PROBLEMS[kind] }));
  return [...new Set(problems.map(({ status }) => status))].map((status) =>
    ApiResponse({
      status,
      description: problems
        .filter((problem) => problem.status === status)
        .map(({ kind, title }) => `\`${kind}\`: ${title}`)
        .join('. '),
      content: { 'application/problem+json': { schema: asOpenApi(problemSchema) } },
    }),
  );
}
