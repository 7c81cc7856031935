const KEY = 'holdfast-way-back';

/** The provider's login leads back to the first page; this is where the user wanted to be. */
export function rememberWayBack(): void {
  sessionStorage.setItem(KEY, `${location.pathname}${location.search}`);
}

/** Where to continue, once; null where no login was started. */
export function takeWayBack(): string | null {
  const path = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return path;
}
