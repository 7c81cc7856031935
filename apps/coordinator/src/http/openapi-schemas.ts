import type { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

export type OpenApiSchema = NonNullable<
  Extract<Parameters<typeof ApiResponse>[0], { schema?: unknown }>['schema']
>;

/** Schemas with an id of their own, as the document has them under `components`. */
const named = new Map<string, OpenApiSchema>();

/** All that were met so far, by their ids, in the order of the alphabet. */
export function namedSchemas(): Record<string, OpenApiSchema> {
  return Object.fromEntries([...named].sort(([one], [other]) => one.localeCompare(other)));
}

/**
 * A zod schema as OpenAPI sees it: one with an id (`meta`), and each of those below it, is a reference, so that generators
 * of clients give it this name. Of what comes as text, `output`: the number that it is, not the text.
 */
export function asOpenApi(schema: z.ZodType, io: 'input' | 'output' = 'input'): OpenApiSchema {
  const { properties, definitions = {} } = atComponents(
    z.toJSONSchema(z.strictObject({ it: schema }), { target: 'openapi-3.0', io }),
  ) as { properties: { it: OpenApiSchema }; definitions?: Record<string, OpenApiSchema> };
  for (const [id, definition] of Object.entries(definitions)) named.set(id, definition);
  return properties.it;
}

function atComponents(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document).replaceAll('"#/definitions/', '"#/components/schemas/'));
}
