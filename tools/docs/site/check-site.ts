import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, posix } from 'node:path';

const attributes = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]+)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );

/**
 * Every link of a built site that leads to nothing: a page, file or anchor that it does not have.
 * @param folder of the built site
 * @param base where it is served, with a slash at its end
 */
export function deadLinks(folder: string, base: string): string[] {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.html'),
  );
  const html = new Map(pages.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const ids = new Map([...html].map(([file, text]) => [file, new Set(attributes(text, 'id'))]));
  return [...html].flatMap(([file, text]) =>
    [...attributes(text, 'href'), ...attributes(text, 'src')]
      .filter((href) => !/^[a-z]+:/.test(href))
      .filter((href) => !leads({ folder, base, ids, href, from: file }))
      .map((href) => `${file}: ${href}`),
  );
}

interface Link {
  folder: string;
  base: string;
  ids: ReadonlyMap<string, ReadonlySet<string>>;
  href: string;
  from: string;
}

function leads({ folder, base, ids, href, from }: Link): boolean {
  const { pathname, hash } = new URL(href, `http://site${base}${from}`);
  // The dashboard and the API are not part of the site.
  if (!pathname.startsWith(base)) return pathname === '/' || pathname.startsWith('/api/');
  const path = decodeURIComponent(pathname.slice(base.length));
  const page = [path, `${path}.html`, posix.join(path, 'index.html')].find((name) => ids.has(name));
  if (page === undefined) return hash === '' && path !== '' && existsSync(join(folder, path));
  return hash === '' || ids.get(page)?.has(decodeURIComponent(hash.slice(1))) === true;
}
