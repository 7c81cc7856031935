import type { Environment } from '#config';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { readContexts, type Context } from './contexts.ts';

export const DEFAULT_URL = 'http://127.0.0.1:8080';

/** Which Holdfast to ask, and where the token for it is found. */
export interface Target {
  url: string;
  /** The context that it comes from; null for none. */
  context: string | null;
  /** For `tokenToShow`, with the variables of the context in the place of those of the environment. */
  environment: Environment;
}

interface Given {
  url?: string | undefined;
  context?: string | undefined;
  environment: Environment;
}

/**
 * The first of these that is there: `--url`, `--context`, HOLDFAST_URL, HOLDFAST_CONTEXT, the current context, this machine. A
 * token goes with its address: that of a context is shown to no other address, and that of the environment to no context.
 * @throws ProblemAnswer where there is no context of the name, or the file of the contexts cannot be used
 */
export function targetOf({ url, context, environment }: Given): Target {
  const fromEnvironment = environment.HOLDFAST_URL === '' ? undefined : environment.HOLDFAST_URL;
  if (url !== undefined) return { url, context: null, environment };
  if (context === undefined && fromEnvironment !== undefined)
    return { url: checked(fromEnvironment), context: null, environment };
  const { current, contexts } = readContexts(environment);
  const named = context ?? (environment.HOLDFAST_CONTEXT || undefined) ?? current;
  if (named === null) return { url: DEFAULT_URL, context: null, environment };
  const found = contexts[named];
  if (found === undefined) {
    const known = Object.keys(contexts).join(', ') || 'none';
    throw new ProblemAnswer(
      `There is no context "${named}". Known: ${known}. Make it with \`holdfast context set ${named} --address <address>\`.`,
      EXIT.usage,
    );
  }
  return { url: found.url.replace(/\/+$/, ''), context: named, environment: shownTo(found, environment) };
}

function shownTo({ tokenFile, tokenEnv }: Context, environment: Environment): Environment {
  const token = tokenEnv === undefined ? undefined : environment[tokenEnv];
  return {
    ...environment,
    HOLDFAST_TOKEN: token ?? '',
    HOLDFAST_TOKEN_FILE: token === undefined ? (tokenFile ?? '') : '',
  };
}

function checked(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url.replace(/\/+$/, '');
  throw new ProblemAnswer(
    'HOLDFAST_URL is no address. Write one, for example http://127.0.0.1:8080.',
    EXIT.usage,
  );
}
