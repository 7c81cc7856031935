const UNTRUSTED =
  /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_(UNTRUSTED|SIGNATURE_FAILURE)|self-signed certificate|unable to (verify the first|get (local )?issuer) certificate|certificate signature failure/;
const OTHER_NAME = /ALTNAME_INVALID|does not match certificate's altnames/;
const OUT_OF_TIME = /CERT_(HAS_EXPIRED|NOT_YET_VALID)|certificate (has expired|is not yet valid)/;
/** What the other side says of our certificate, or of its absence. */
const ASKED_FOR_OURS = /alert[ _]([a-z]+[ _])*(certificate|unknown[ _]ca|handshake[ _]failure)/i;
/** Some servers close the connection without a word instead; so does one that is just restarted. */
const CLOSED = /ECONNRESET|EPIPE|other side closed|before secure TLS connection|socket hang up/;

/**
 * What to do about a TLS handshake that failed for a certificate: repeating will not help. Null for any other error.
 * @param reported code and message of the error
 */
export function tlsTrouble(reported: string): string | null {
  if (OTHER_NAME.test(reported))
    return 'its certificate is for another name. Correct the address, or set tls.servername to the name in it.';
  if (OUT_OF_TIME.test(reported))
    return 'its certificate is not valid at this time. Renew it; look at the clocks, too.';
  if (UNTRUSTED.test(reported))
    return 'its certificate is not trusted. Set tls.ca to a file with the certificate of the authority that signed it.';
  if (ASKED_FOR_OURS.test(reported))
    return 'it wants a client certificate that it trusts. Set tls.cert and tls.key to the files of one.';
  return null;
}

/** What else a connection that was closed early may mean over TLS; empty for any other error. */
export function tlsHint(reported: string): string {
  return CLOSED.test(reported)
    ? ' Over TLS it may also mean that it wants a client certificate (tls.cert, tls.key) that it trusts.'
    : '';
}
