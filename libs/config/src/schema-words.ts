import type { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;

/** What a value must be, and how it is written in YAML. */
const FORMS: Record<string, string> = {
  string: 'must be a text; put it in quotes',
  number: 'must be a number, without quotes and without a unit',
  int: 'must be a whole number, without quotes and without a unit',
  boolean: 'must be true or false, without quotes',
  array: 'must be a list; write each of its items on a line of its own that begins with "- "',
  object: 'must be a section: write its keys below it, indented',
  record: 'must be a section: write its keys below it, indented',
};

/**
 * The message for what the schema has no words of its own for: what must be there, and how to write it. The words of the
 * parser speak of types, and leave out the remedy.
 * @returns null for what is left to the parser's own words
 */
export function inOurWords(issue: RawIssue): string | null {
  switch (issue.code) {
    case 'invalid_type':
      return FORMS[issue.expected] ?? null;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return `must ${verbFor(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case 'invalid_union':
      return 'has none of the forms that are allowed here; see docs/configuration.md';
    case 'invalid_format':
      return `is not a valid ${issue.format}; correct it`;
    default:
      return null;
  }
}

function tooSmall({ origin, minimum }: RawIssue & { code: 'too_small' }): string {
  if (origin === 'string' && Number(minimum) === 1) return 'must not be empty';
  return `must ${verbFor(origin)} at least ${minimum}${unitOf(origin, minimum)}`;
}

const COUNTED: Record<string, string> = { string: 'character', array: 'item', record: 'key', map: 'key' };

const verbFor = (origin: string): string => (origin in COUNTED ? 'have' : 'be');

function unitOf(origin: string, count: number | bigint): string {
  const unit = COUNTED[origin];
  return unit === undefined ? '' : ` ${unit}${Number(count) === 1 ? '' : 's'}`;
}
