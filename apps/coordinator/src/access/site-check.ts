import { isLoopback } from '#config';

/** What of a request tells from where a browser sent it. */
export interface Sent {
  method: string;
  path: string;
  host: string | undefined;
  origin: string | undefined;
  /** Sec-Fetch-Site */
  site: string | undefined;
  /** Sec-Fetch-Dest: `document` where a person follows a link. */
  destination: string | undefined;
}

interface Here {
  /** No login is required, so a name that leads here by DNS rebinding must not be accepted. */
  anonymous: boolean;
  /** Where browsers reach Holdfast, when a proxy does not pass on the Host header. */
  publicUrl?: string | undefined;
}

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** Why a request is taken for one that a page of another site sent; null when it is not. */
export function foreign(
  { method, path, host, origin, site, destination }: Sent,
  { anonymous, publicUrl }: Here,
): string | null {
  if (host?.includes('@')) return 'The Host header is not the name of a host.';
  if (anonymous && !isLoopback(hostnameOf(host)))
    return 'Without access.tokens Holdfast answers to the names of this machine only: use 127.0.0.1 or localhost.';
  // An image of another site would see nothing, but would still make Holdfast call every component.
  if (site === 'cross-site' && /^\/api(\/|$)/i.test(path) && destination !== 'document')
    return 'A page of another site must not ask the API.';
  if (SAFE.includes(method)) return null;
  if (site === 'cross-site' || site === 'same-site')
    return 'A page of another site must not change anything.';
  if (origin === undefined) return null;
  const own = [host, publicUrl === undefined ? undefined : new URL(publicUrl).host];
  if (URL.canParse(origin) && own.includes(new URL(origin).host)) return null;
  return 'The Origin of the request is not this Holdfast. A proxy between must pass on the Host header.';
}

/** Without the port. */
function hostnameOf(host: string | undefined): string {
  const url = `http://${host ?? ''}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}
