import { z } from 'zod';
import type { Answer } from '../http/call.ts';

const jsonType = 'application/json';

export const ok = (value: unknown, status = 200): Answer => ({
  status,
  contentType: jsonType,
  body: `${JSON.stringify(value, null, 2)}\n`,
});

export const problem = (status: number, message: string): Answer => ok({ status, message }, status);

/** Reads a JSON body with a schema; all that is wrong with it is named at once. */
export function readBody<Schema extends z.ZodType>(
  body: string,
  schema: Schema,
): { readonly value: z.infer<Schema> } | { readonly refusal: Answer } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body === '' ? '{}' : body);
  } catch {
    return { refusal: problem(400, 'The body is not JSON.') };
  }
  const result = schema.safeParse(parsed);
  return result.success ? { value: result.data } : { refusal: problem(400, z.prettifyError(result.error)) };
}
