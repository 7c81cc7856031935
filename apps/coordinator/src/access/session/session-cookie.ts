import type { Request, Response } from 'express';

export const SESSION_COOKIE = 'holdfast_session';
export const LOGIN_COOKIE = 'holdfast_login';

/** The value of a cookie; null where it was not sent. */
export function cookieOf(request: Request, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return null;
}

/**
 * Whether a browser reaches us by https. We never serve it ourselves, so only the public address or the page that the
 * request came from can tell.
 */
export function isSecure(request: Request, publicUrl: string | undefined): boolean {
  return [publicUrl, request.headers.origin].some((address) => address?.startsWith('https:') === true);
}

/** No script can read it, and no other site can make a browser send it. */
export function giveSession(
  response: Response,
  id: string,
  { secure, expiresAt }: { secure: boolean; expiresAt: string | null },
): void {
  response.cookie(SESSION_COOKIE, id, {
    ...{ httpOnly: true, sameSite: 'strict', path: '/', secure },
    ...(expiresAt !== null && { expires: new Date(expiresAt) }),
  });
}

export function takeSession(response: Response): void {
  response.clearCookie(SESSION_COOKIE, { httpOnly: true, sameSite: 'strict', path: '/' });
}
