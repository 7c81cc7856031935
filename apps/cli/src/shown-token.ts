import { readFileSync } from 'node:fs';
import type { Environment } from '#config';
import { ProblemAnswer } from './api/problem-answer.ts';
import { EXIT } from './exit-codes.ts';

/**
 * The token to show to Holdfast: `--token`, else HOLDFAST_TOKEN, else the content of the file that HOLDFAST_TOKEN_FILE
 * names; null without any of them.
 * @throws ProblemAnswer when the file cannot be read, or the value cannot be a token; the message repeats neither
 */
export function tokenToShow(option: string | undefined, env: Environment): string | null {
  const direct = option ?? (env.HOLDFAST_TOKEN === '' ? undefined : env.HOLDFAST_TOKEN);
  const token = direct ?? fromFile(env.HOLDFAST_TOKEN_FILE);
  if (token === null) return null;
  // A header can hold nothing else.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new ProblemAnswer(
    'The token that was given is not one: it has blanks or other characters that no token has.',
    EXIT.usage,
  );
}

function fromFile(path: string | undefined): string | null {
  if (path === undefined || path === '') return null;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ProblemAnswer(
      `The file of HOLDFAST_TOKEN_FILE cannot be read (${code ?? 'no reason'}); correct the variable, or unset it.`,
      EXIT.usage,
    );
  }
}
