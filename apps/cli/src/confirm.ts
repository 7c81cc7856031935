import { createInterface } from 'node:readline';
import { EXIT } from './exit-codes.ts';
import type { Context } from './session.ts';

export interface Question {
  question: string;
  /** The one answer that means yes. */
  yes: string;
}

/**
 * For actions that cannot be undone: a person at a terminal sees what will be done and is asked; every other caller
 * needs `--yes`. Call it before anything else.
 * @param to what would be done, in a few words: "delete a backup"
 * @returns the exit code when there is no person to ask, else null
 */
export function needsYes(context: Context, to: string): number | null {
  const { stdin, stdout } = context.streams;
  if (stdin.isTTY && stdout.isTTY && context.printer.output === 'table') return null;
  context.say(`There is no terminal to ask at: add --yes to ${to} without a question. Nothing was done.`);
  return EXIT.usage;
}

/** Asks when everything is on the screen. @returns whether the person typed the answer that means yes */
export async function agreed(context: Context, { question, yes }: Question): Promise<boolean> {
  const { stdin, stdout } = context.streams;
  const reader = createInterface({ input: stdin, output: stdout });
  try {
    const answer = await new Promise<string>((resolve) => {
      reader.once('line', resolve);
      // Ctrl-C and Ctrl-D are a no.
      reader.once('close', () => resolve(''));
      reader.setPrompt(question);
      reader.prompt();
    });
    if (answer.trim().toLowerCase() === yes.toLowerCase()) return true;
    context.say('Not confirmed. Nothing was done.');
    return false;
  } finally {
    reader.close();
  }
}
