/** ESC and what it begins: colours, cursor movements, titles, links, the clipboard. */
const SEQUENCES =
  // eslint-disable-next-line no-control-regex -- these are what must go
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[@-Z\\-_]/g;

/** Controls, and the characters that make a terminal, mail or browser show text in another order than it has. */
const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const ALL_HIDDEN = new RegExp(HIDDEN, 'gu');
const LINE_ENDS = /\r\n|[\r\n\u0085\u2028\u2029]/g;

/** Whether a text has characters that do something where it is shown, instead of being shown. */
export function hasHidden(text: string): boolean {
  return HIDDEN.test(text);
}

/** A line that shows all that it has: without control sequences, controls and changes of direction. Tabs become blanks. */
export function withoutControls(line: string): string {
  return line.replace(SEQUENCES, '').replace(/\t/g, '  ').replace(ALL_HIDDEN, '').trimEnd();
}

/** A text as one such line, so that it cannot pass for two. */
export function plainLine(text: string): string {
  return withoutControls(text.replace(LINE_ENDS, ' '));
}

/** A text as several such lines. */
export function plainLines(text: string): string {
  return text.split(LINE_ENDS).map(withoutControls).join('\n');
}

/** For JSON and what is quoted like it: the hidden characters that JSON leaves as they are, as `\u….`. */
export function escapeHidden(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
