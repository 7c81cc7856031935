import type { IncomingHttpHeaders } from 'node:http';
import { asObject, asText } from '../engine/fields.ts';

/** An answer with success. */
export interface Answer {
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** Product and version, where an answer is that to `GET /`; else null. */
export function productIn(body: unknown): string | null {
  const version = asObject(asObject(body)?.['version']);
  const number = asText(version?.['number']);
  if (number === null) return null;
  const product = asText(version?.['distribution']) === 'opensearch' ? 'OpenSearch' : 'Elasticsearch';
  return `${product} ${number.slice(0, 40)}`;
}

/** What to do when something else answers than the configuration says. */
export function strangerThan(expected: string, found: string): string {
  return `what answers there is ${found}, and records.engine says ${expected}. Set records.engine to what it is, or correct records.url.`;
}
