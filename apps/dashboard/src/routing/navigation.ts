import { computed, signal } from '@preact/signals';
import { routeOf } from './route.ts';

const path = signal(location.pathname);

export const route = computed(() => routeOf(path.value));

/** Goes to another page of the dashboard without reloading it. */
export function goTo(href: string): void {
  if (href !== location.pathname) history.pushState(null, '', href);
  path.value = location.pathname;
  scrollTo(0, 0);
}

/** Links within the dashboard are followed here; everything else is left to the browser. */
export function startNavigation(): void {
  addEventListener('popstate', () => (path.value = location.pathname));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target !== '' || link.origin !== location.origin) return;
    if (routeOf(link.pathname).page === 'nothing' || link.hash !== '') return;
    event.preventDefault();
    goTo(link.pathname);
  });
}
