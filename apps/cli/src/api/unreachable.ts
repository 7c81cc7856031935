import { EXIT } from '../exit-codes.ts';
import { ProblemAnswer } from './problem-answer.ts';

/** What node calls an answer that is no TLS: https was asked of a port that speaks plain http. */
const PLAIN = /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$|^EPROTO$/;
/** The other way round: the port of a TLS server closes the connection, or answers in bytes that are no HTTP. */
const SPEAKS_TLS = /^(HPE_INVALID_CONSTANT|UND_ERR_SOCKET|ECONNRESET)$/;
const UNTRUSTED = /^(SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_UNTRUSTED)/;

/** Why no answer came from an address, with its remedy. */
export function unreachable(url: string, error: unknown): ProblemAnswer {
  const code = codeOf(error);
  return new ProblemAnswer(wordsFor(url, code), EXIT.failed);
}

function wordsFor(url: string, code: string): string {
  const isTls = url.startsWith('https:');
  if (isTls && PLAIN.test(code))
    return `${url} does not speak TLS (${code}): write http:// instead of https://, or give the address of what ends TLS.`;
  if (!isTls && SPEAKS_TLS.test(code))
    return `${url} closed the connection without an answer (${code}). If it speaks TLS, write https:// instead of http://.`;
  if (UNTRUSTED.test(code))
    return `The certificate of ${url} is not trusted (${code}). Set NODE_EXTRA_CA_CERTS to a file with that of the authority that signed it.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The certificate of ${url} is for another name (${code}). Give the address that it names.`;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return `The certificate of ${url} is not valid at this time (${code}). Renew it; look at the clocks, too.`;
  const why = code === '' ? '' : ` (${code})`;
  return `Holdfast does not answer at ${url}${why}. Start it with \`npm start\`, or give its address with --url, --context or HOLDFAST_URL.`;
}

/** fetch hides the error of the connection behind one of its own. */
function codeOf(error: unknown): string {
  const { cause, code } = (error ?? {}) as { cause?: unknown; code?: unknown };
  if (cause !== undefined) return codeOf(cause);
  if (error instanceof AggregateError && code === undefined) return codeOf(error.errors[0]);
  return typeof code === 'string' ? code : '';
}

/** Of an answer that is no problem document: another program, or a proxy, gave it. */
export function notHoldfast(url: string, status: number): ProblemAnswer {
  const who =
    status >= 500
      ? 'a proxy before Holdfast may not reach it. Try again'
      : 'another program answers there. Give the address of Holdfast with --url or HOLDFAST_URL';
  const message = `HTTP ${status} from ${url}, and the answer is not one of Holdfast: ${who}.`;
  return new ProblemAnswer(message, EXIT.failed, { status });
}
