import { createInterface } from 'node:readline';
import { ProblemAnswer } from './api/problem-answer.ts';
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
 * @throws ProblemAnswer when there is no person to ask
 */
export function requirePerson(context: Context, to: string): void {
  const { stdin, stdout } = context.streams;
  if (stdin.isTTY && stdout.isTTY && context.printer.output === 'table') return;
  const why = `There is no terminal to ask at: add --yes to ${to} without a question. Nothing was done.`;
  throw new ProblemAnswer(why, EXIT.usage);
}

/**
 * Names the Holdfast that a destructive verb acts on, where it comes from a context: clusters of several Holdfasts often have the
 * same name.
 */
export function sayWhere({ where, say }: Context): void {
  const { url, context } = where();
  if (context !== null) say(`Context ${context}: ${url}`);
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
