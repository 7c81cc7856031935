import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from '#config';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';

/** One Holdfast that a person works with. A token is never stored: only where it is found. */
export interface Context {
  url: string;
  tokenFile?: string;
  tokenEnv?: string;
}

export interface Contexts {
  /** Used where none is named; null for none. */
  current: string | null;
  contexts: Record<string, Context>;
}

export const CONTEXT_NAME = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/i;

/** Where the contexts of this user are kept. */
export function contextsFile({ XDG_CONFIG_HOME: base }: Environment): string {
  return join(
    base === undefined || base === '' ? join(homedir(), '.config') : base,
    'holdfast',
    'contexts.json',
  );
}

/** @throws ProblemAnswer when the file is there and cannot be used */
export function readContexts(env: Environment): Contexts {
  const file = contextsFile(env);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { current: null, contexts: {} };
    throw unusable(file, code ?? 'unknown error');
  }
  const contexts = parsed(text);
  if (contexts === null) throw unusable(file, 'it is not what `holdfast context` writes');
  return contexts;
}

/** Only its owner can read the file, which is replaced as a whole. @throws ProblemAnswer */
export function writeContexts(env: Environment, contexts: Contexts): void {
  const file = contextsFile(env);
  const next = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(next, `${JSON.stringify(contexts, null, 2)}\n`, { mode: 0o600 });
    chmodSync(next, 0o600);
    renameSync(next, file);
  } catch (error) {
    throw unusable(file, (error as NodeJS.ErrnoException).code ?? 'unknown error');
  }
}

function unusable(file: string, why: string): ProblemAnswer {
  return new ProblemAnswer(`${file} cannot be used (${why}). Correct it, or remove it.`, EXIT.usage);
}

function parsed(text: string): Contexts | null {
  try {
    const value = JSON.parse(text) as Contexts;
    // Throws for what is no object.
    const contexts = Object.entries(value.contexts);
    const { current } = value;
    const isWhole = contexts.every(([name, { url, tokenFile, tokenEnv }]) =>
      [CONTEXT_NAME.test(name), URL.canParse(url), isText(tokenFile), isText(tokenEnv)].every(Boolean),
    );
    if (!isWhole || (current !== null && typeof current !== 'string')) return null;
    return {
      current,
      contexts: Object.assign(Object.create(null), Object.fromEntries(contexts)) as Contexts['contexts'],
    };
  } catch {
    return null;
  }
}

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
