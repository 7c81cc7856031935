import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENDPOINTS, findRoute } from '#contracts';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('docs/**/*.md', { cwd: ROOT })];

/** `…` is short for the path of a cluster. */
const expanded = (path: string): string => path.replace(/^…/, '/api/v1/clusters/{cluster}');
/** As the table writes it. */
const templated = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** What a text says of the API: `GET /api/v1/…` or `GET …/…` in backquotes, and calls of curl. */
function routesIn(text: string): { method: string; path: string }[] {
  const named = [...text.matchAll(/`(GET|POST|DELETE|PUT|PATCH) ((?:…|\/api\/v1)\/[^`\s?]*)`/g)].map(
    ([, method = '', path = '']) => ({ method, path: expanded(path) }),
  );
  const called = [
    ...text.replace(/\\\n/g, ' ').matchAll(/^curl (.*?)http:\/\/[^/\s]+(\/api\/v1\/[^\s'"]*)/gm),
  ].map(([, options = '', path = '']) => ({ method: /-X (\w+)/.exec(options)?.[1] ?? 'GET', path }));
  return [...named, ...called];
}

describe('routes that a page names', () => {
  it.each(PAGES)('%s: are in the table of routes', (page) => {
    const unknown = routesIn(readFileSync(join(ROOT, page), 'utf8')).filter(
      ({ method, path }) => findRoute(method, path) === null,
    );
    expect(unknown).toEqual([]);
  });

  it('are all that there are, in docs/api.md', () => {
    const [, section = ''] = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8').split('\n## Routes\n');
    const listed = routesIn(section.split('\n## ')[0] ?? '');
    const wanted = Object.values(ENDPOINTS)
      .map(({ method, path }) => `${method} ${path}`)
      .filter((address) => address.includes(' /api/v1/'));
    expect(listed.map(({ method, path }) => `${method} ${templated(path)}`).toSorted()).toEqual(
      wanted.toSorted(),
    );
  });

  it('are found in each of the ways to write them', () => {
    const text =
      'See `GET …/runs` and `POST /api/v1/session`.\n```\ncurl -X POST \\\n  http://h:1/api/v1/clusters/a/backups\n```';
    expect(routesIn(text)).toEqual([
      { method: 'GET', path: '/api/v1/clusters/{cluster}/runs' },
      { method: 'POST', path: '/api/v1/session' },
      { method: 'POST', path: '/api/v1/clusters/a/backups' },
    ]);
  });
});
