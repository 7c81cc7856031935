const KEY = 'holdfast-way-back';

/** Whoever leaves for the provider's login comes back to the first page; this is where they wanted to be. */
export function rememberWayBack(): void {
  sessionStorage.setItem(KEY, location.pathname);
}

/** Where to go on, once; null where nobody left for a login. */
export function takeWayBack(): string | null {
  const path = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return path;
}
