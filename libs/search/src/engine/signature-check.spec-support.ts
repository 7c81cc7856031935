import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire. */
export interface Received {
  method: string;
  /** Path and query, as they were sent. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** By RFC 3986, as the specification of the signature wants it. */
const escape = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter(Boolean);
  return pairs
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return `${escape(decodeURIComponent(name))}=${escape(decodeURIComponent(value.join('=')))}`;
    })
    .sort()
    .join('&');
}

/**
 * Checks a request as AWS does, from the specification of Signature Version 4 and from nothing that signs.
 * @param secretOf the secret of an access key
 * @returns null for a valid signature, else what is wrong with it
 */
export function signatureProblem(
  { method, url, headers, body }: Received,
  secretOf: (accessKeyId: string) => string | undefined,
): string | null {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (found === null) return 'there is no signature';
  const [, key = '', day = '', region = '', service = '', names = '', signature = ''] = found;
  const secret = secretOf(key);
  if (secret === undefined) return `there is no key ${key}`;
  const signed = names.split(';');
  for (const name of ['host', 'x-amz-date']) if (!signed.includes(name)) return `${name} is not signed`;
  const date = String(headers['x-amz-date']);
  if (!date.startsWith(day)) return 'the days differ';
  if (headers['x-amz-content-sha256'] !== sha256(body)) return 'the body is another one';
  const [path = '', query = ''] = url.split('?');
  const canonical = [
    method,
    path.split('/').map(escape).join('/'),
    canonicalQuery(query),
    ...signed.map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}`),
    '',
    names,
    sha256(body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const signing = [region, service, 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${secret}`, day));
  return hmac(signing, text).toString('hex') === signature ? null : 'the signature does not match';
}
