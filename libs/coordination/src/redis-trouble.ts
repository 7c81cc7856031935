/** Why Redis did not do what it was asked for. */
export type RedisTrouble =
  /** It answers and refuses to write; `reason` is what it said. */
  | { readonly kind: 'refuses-writes'; readonly reason: string }
  /** It does not answer, or answers nothing at all yet. */
  | { readonly kind: 'away' };

/** A connection still leads to the former primary after a failover: a new one may lead to the present one. */
export function isDemotion(error: Error): boolean {
  return /\bREADONLY\b|\bMASTERDOWN\b|^LOADING\b/.test(error.message);
}

const REFUSALS = /\b(?:READONLY|OOM|MISCONF|NOREPLICAS|NOWRITE)\b/;
/** A word at the start of a message is an error code of Redis. */
const AWAY =
  /^(?:LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|MOVED|ASK|NOAUTH|NOPERM|WRONGPASS|UNBLOCKED|EXECABORT)\b|Connection is closed|Stream isn't writeable|Command timed out|left commands unanswered|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|Redis did not answer|Ready check failed/;
/** ioredis has no common class for its errors. */
const AWAY_NAMES = ['MaxRetriesPerRequestError', 'AbortError'];

/** What an error says about Redis; null when it says nothing about it. */
export function redisTroubleOf(error: unknown): RedisTrouble | null {
  if (!(error instanceof Error)) return null;
  const { name } = error;
  const message = causeOf(error);
  if (REFUSALS.test(message) && isReply(error))
    return { kind: 'refuses-writes', reason: shortReason(message) };
  return AWAY_NAMES.includes(name) || AWAY.test(message) ? { kind: 'away' } : null;
}

/** A transaction that was not begun says only that; what was wrong with it is beside it. */
function causeOf(error: Error): string {
  const { previousErrors } = error as { previousErrors?: Error[] };
  return (error.message.startsWith('EXECABORT') && previousErrors?.[0]?.message) || error.message;
}

function isReply({ name }: Error): boolean {
  return name === 'ReplyError';
}

/** The first sentence, without the script that it came from. */
function shortReason(message: string): string {
  const text = message.slice(Math.max(0, message.search(REFUSALS)));
  return (/^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text).replace(/\s*script: .*$/, '').slice(0, 300);
}
