import { RedisTroubleError, type RedisTrouble } from './redis-trouble.ts';

/** The words of Redis and of its client, which give their errors no class or code. They are read here and nowhere else. */
const REFUSALS = /\b(?:READONLY|OOM|MISCONF|NOREPLICAS|NOWRITE)\b/;
/** A word at the start of a message is an error code of Redis. */
const AWAY =
  /^(?:LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|MOVED|ASK|NOAUTH|NOPERM|WRONGPASS|UNBLOCKED|EXECABORT)\b|Connection is closed|Stream isn't writeable|Command timed out|left commands unanswered|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|Ready check failed|All sentinels are unreachable/;
const AWAY_NAMES = ['MaxRetriesPerRequestError', 'AbortError'];

/**
 * A connection still leads to the former primary after a failover, or to a server of a Redis Cluster that no longer has the
 * keys: a new one may lead to the present one.
 */
export function isDemotion(error: Error): boolean {
  return /\bREADONLY\b|\bMASTERDOWN\b|^LOADING\b|^(?:MOVED|ASK|TRYAGAIN|CLUSTERDOWN)\b/.test(error.message);
}

/**
 * The error that a command of Redis is rejected with: trouble with Redis has a class of its own, with the client's words.
 * Every other error stays what it is. Idempotent.
 */
export function classified(error: Error): Error {
  if (error instanceof RedisTroubleError) return error;
  const trouble = troubleIn(error);
  return trouble === null ? error : new RedisTroubleError(error, trouble);
}

function troubleIn(error: Error): RedisTrouble | null {
  const { name, message } = error;
  if (REFUSALS.test(message) && name === 'ReplyError')
    return { kind: 'refuses-writes', reason: shortReason(message) };
  return AWAY_NAMES.includes(name) || AWAY.test(message) ? { kind: 'away' } : null;
}

/** The first sentence, without the script that it came from. */
function shortReason(message: string): string {
  const text = message.slice(Math.max(0, message.search(REFUSALS)));
  return (/^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text).replace(/\s*script: .*$/, '').slice(0, 300);
}
