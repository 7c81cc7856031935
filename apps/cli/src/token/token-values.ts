import { InvalidArgumentError } from '@commander-js/extra-typings';
import { parseDuration, tokenSchema } from '#config';

/** Values of a new token, as the configuration takes them. */

/** @throws InvalidArgumentError */
export function tokenName(text: string): string {
  const parsed = tokenSchema.shape.name.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`It ${parsed.error.issues[0]?.message ?? 'is not a name'}.`);
}

/** @throws InvalidArgumentError for what is no time, and for one that is over */
export function expiry(text: string): string {
  const span = parseDuration(text);
  if (span !== null) return new Date(Date.now() + span).toISOString();
  const parsed = tokenSchema.shape.expires.safeParse(text);
  if (!parsed.success || parsed.data === undefined)
    throw new InvalidArgumentError('Write a date as 2027-01-31, a time as 2027-01-31T12:00:00Z, or 90d.');
  if (parsed.data <= Date.now()) throw new InvalidArgumentError('It is over already.');
  return new Date(parsed.data).toISOString();
}
