import type { AnswerBounds } from '#http';

type Value = string | number | boolean | readonly string[];

/** Parameters of an address; one without a value is left out. */
export type Query = Readonly<Record<string, Value | undefined>>;

/** One request to a search engine. */
export interface EngineRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parts of the path, not escaped; a list becomes one part with commas. */
  path: readonly (string | readonly string[])[];
  query?: Query;
  body?: Readonly<Record<string, unknown>>;
  /** Where they are not those of every answer. */
  bounds?: AnswerBounds;
}

const textOf = (value: Value): string => (Array.isArray(value) ? value.join(',') : String(value));

/** Parameters as text, in the order in which they were given. */
export function parametersOf(query: Query = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, textOf(value)]])),
  );
}

/** Also what `encodeURIComponent` leaves, which a signature does not. */
const escapeAll = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** @param prefix path of the engine's address, with or without a slash at its end */
export function pathOf(prefix: string, parts: EngineRequest['path']): string {
  return `${prefix.replace(/\/$/, '')}/${parts.map((part) => escapeAll(textOf(part))).join('/')}`;
}

/** With its question mark; empty without parameters. */
export function searchOf(parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(([name, value]) => `${escapeAll(name)}=${escapeAll(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
