import type { z } from 'zod';
import type { ProblemKind } from '../problem.schema.ts';

/** What a route answers when it is no JSON document. */
export type Media = 'text/event-stream' | 'application/gzip' | 'application/x-ndjson' | 'text/html';

/** What a route takes and answers. Validation, OpenAPI and the types of every client come from it. */
export interface RouteSpec {
  tag: string;
  summary: string;
  description?: string;
  query?: z.ZodObject;
  /** A request without a body is read as `{}`. */
  body?: z.ZodObject;
  /** Bodies as one would send them, each by what it is for. */
  examples?: Readonly<Record<string, unknown>>;
  /** Request headers that matter, with their descriptions. */
  headers?: Readonly<Record<string, string>>;
  /** Of a success; 200 where it is left out. */
  status?: 200 | 201 | 202 | 204 | 303;
  /** null: an answer without a body. */
  response: z.ZodType | Media | null;
  /** What the answer is, where the schema does not say. */
  answer?: string;
  /** When a stream answers 204. */
  nothingToSend?: string;
  /** Beyond those of `problemsOf` that every such route may answer. */
  problems?: readonly ProblemKind[];
}
