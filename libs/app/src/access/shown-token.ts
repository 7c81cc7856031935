/** A token in `Authorization: Bearer`; null where there is none. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** What a browser asks a person for; null where it was not sent. */
export function basicCredentials(
  authorization: string | undefined,
): { user: string; password: string } | null {
  const encoded = /^Basic +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** A token however it was sent: as a bearer token, or as the password that goes with any user name. */
export function shownToken(authorization: string | undefined): string | null {
  return bearerToken(authorization) ?? basicCredentials(authorization)?.password ?? null;
}
