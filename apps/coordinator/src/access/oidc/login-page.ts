const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (each) => escapes[each] ?? each);
}

/** A page that says one thing, and where to go from here. */
export function loginPage(title: string, text: string, link: { href: string; label: string }): string {
  return page(
    title,
    `<h1>${escaped(title)}</h1><p>${escaped(text)}</p><p><a href="${escaped(link.href)}">${escaped(link.label)}</a></p>`,
  );
}

/**
 * Leads on to the dashboard. Not a redirect: the browser would take it for a part of the way from the provider's site,
 * and would not send the session, which only our own pages may.
 */
export function onwards(href: string): string {
  return page('Holdfast', `<p><a href="${escaped(href)}">Continue</a></p>`, href);
}

function page(title: string, body: string, refresh?: string): string {
  const meta =
    refresh === undefined ? '' : `<meta http-equiv="refresh" content="0; url=${escaped(refresh)}">`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>${meta}</head><body>${body}</body></html>`;
}
