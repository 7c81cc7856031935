import type { Component } from '#domain';

export interface ManagementUrl {
  /** Without credentials, query and trailing slash; with the context path. */
  base: string;
  /** `host:port` */
  address: string;
  auth: { username: string; password: string } | null;
}

/**
 * Takes the credentials out of a URL, so that no message and no log can show them.
 * @throws TypeError when it is not an http(s) URL; the message does not repeat it
 */
export function splitBaseUrl(component: Component, text: string): ManagementUrl {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`The management address of ${component} is not an http(s) URL.`);
  }
  const auth =
    url.username || url.password ? { username: decode(url.username), password: decode(url.password) } : null;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return { base: url.origin + url.pathname.replace(/\/+$/, ''), address: `${url.hostname}:${port}`, auth };
}

/** A lone % is allowed in a URL and is then meant as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes credentials out of a component's text: errors of stores often quote whole URLs. */
export function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^\s/@]+@/g, '//');
}
