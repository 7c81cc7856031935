/** How this program is called here: in a clone, the scripts that start it say `npx holdfast`. */
export const COMMAND = process.env.HOLDFAST_COMMAND ?? 'holdfast';

/** A command line to be typed next. */
export function commandLine(...words: readonly (string | number)[]): string {
  return [COMMAND, ...words].join(' ');
}
