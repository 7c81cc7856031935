import type { z } from 'zod';
import { backupIdSchema, ENDPOINTS, type Endpoint, type RouteName } from '#contracts';
import { MAX_BACKUP_ID, plainLine } from '#domain';
import { ProblemError } from './problem.error.ts';

/** @throws ProblemError invalid-request that names every wrong field and its remedy */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ field: fieldOf(issue), message: messageOf(issue) }));
  const detail = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
  throw new ProblemError('invalid-request', `${detail}.`, { errors });
}

/** What the `:id` in the path of a route is the number of: `backup`, `restore`, `deletion`. Pure. */
export function idOwnerOf(route: RouteName): string {
  const { path }: Endpoint = ENDPOINTS[route];
  const segments = path.split('/');
  return (segments[segments.indexOf(':id') - 1] ?? '').replace(/s$/, '');
}

/** The `:id` in the path of a route. @throws ProblemError invalid-request */
export function parseId(text: string, route: RouteName): number {
  const id = /^\d{1,16}$/.test(text) ? backupIdSchema.safeParse(Number(text)) : null;
  if (id?.success) return id.data;
  const message = `must be an integer from 1 to ${MAX_BACKUP_ID}`;
  throw new ProblemError('invalid-request', `The ${idOwnerOf(route)} id ${message}.`, {
    errors: [{ field: 'id', message }],
  });
}

function fieldOf(issue: z.core.$ZodIssue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  // Keys of a record are the caller's own words.
  return plainLine(path.map(String).join('.')).slice(0, 200) || 'body';
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'is not a known field; remove it or correct its spelling';
  if (issue.code === 'invalid_type') return `must be ${article(issue.expected)}`;
  if (issue.code === 'invalid_key') return `has a key that ${issue.issues[0]?.message ?? 'is not allowed'}`;
  return issue.message;
}

function article(expected: string): string {
  const names: Record<string, string> = { int: 'integer', record: 'object' };
  const name = names[expected] ?? expected;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}
