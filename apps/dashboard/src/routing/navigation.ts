import { computed, signal } from '@preact/signals';
import { routeOf } from './route.ts';

const address = signal(here());

export const route = computed(() => routeOf(pathOf(address.value)));

/** What stands behind `?` in the address, with it; empty where nothing does. */
export const search = computed(() => address.value.slice(pathOf(address.value).length));

/** Goes to another page of the dashboard without reloading it. @param href path, and query where there is one */
export function goTo(href: string): void {
  const isOther = pathOf(href) !== location.pathname;
  if (href !== here()) history.pushState(null, '', href);
  address.value = here();
  if (isOther) scrollTo(0, 0);
}

/** Writes another query into the address of this page, in place of the present one: "back" leaves the page. */
export function putSearch(query: string): void {
  history.replaceState(null, '', `${location.pathname}${query}`);
  address.value = here();
}

/** Links within the dashboard are followed here; everything else is left to the browser. */
export function startNavigation(): void {
  addEventListener('popstate', () => (address.value = here()));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target !== '' || link.origin !== location.origin) return;
    if (routeOf(link.pathname).page === 'nothing' || link.hash !== '') return;
    event.preventDefault();
    goTo(`${link.pathname}${link.search}`);
  });
}

function here(): string {
  return `${location.pathname}${location.search}`;
}

function pathOf(href: string): string {
  const query = href.indexOf('?');
  return query < 0 ? href : href.slice(0, query);
}
