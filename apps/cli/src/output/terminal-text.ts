import { plainLine, plainLines, withoutControls } from '#domain';

/** Colours and weights, as `paint` makes them. */
// eslint-disable-next-line no-control-regex -- this is how they look
const COLOURS = /(\u001b\[(?:[0-9]{1,2}(?:;[0-9]{1,3}){0,4})?m)/;

/** Every text that is written for a person passes here: of all control characters, line ends and our colours are left. */
export function forTerminal(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .split(COLOURS)
        .map((part, index) => (index % 2 === 1 ? part : keepEnd(part)))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

/** A piece in the middle of a line keeps the blanks at its end. */
function keepEnd(part: string): string {
  return withoutControls(`${part}.`).slice(0, -1);
}

/** Of all that Holdfast answers, this alone has lines of its own; it is shown indented. */
const SEVERAL_LINES = ['instruction'];

/**
 * An answer as it is shown to a person: labels, messages of components and names are one line each, without controls and
 * colours of their own.
 */
export function shownAnswer<T>(value: T): T {
  return cleaned(value, '') as T;
}

function cleaned(value: unknown, key: string): unknown {
  if (typeof value === 'string') return SEVERAL_LINES.includes(key) ? plainLines(value) : plainLine(value);
  if (Array.isArray(value)) return value.map((each) => cleaned(each, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [plainLine(name), cleaned(each, name)]),
  );
}
