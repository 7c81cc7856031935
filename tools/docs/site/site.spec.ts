import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { deadLinks } from './check-site.ts';
import { extractScripts } from './inline-scripts.ts';
import { targetOf } from './links.ts';
import { rewriteLinks, type Token } from './rewrite-links.ts';
import { fileOf, GROUPS, pageOf } from './sidebar.ts';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');

describe('the sidebar', () => {
  it('has every page once; runbooks have a list of their own', () => {
    const listed = GROUPS.flatMap(({ pages }) => pages.map(fileOf));
    expect(new Set(listed).size).toBe(listed.length);
    const pages = readdirSync(DOCS).filter((name) => name.endsWith('.md') && name !== 'index.md');
    expect(pages.map((name) => `docs/${name}`).filter((page) => !listed.includes(page))).toEqual([]);
  });

  it('names a page as its file can be found again', () => {
    for (const { pages } of GROUPS) for (const page of pages) expect(pageOf(fileOf(page))).toBe(page);
  });
});

describe('a link of a page', () => {
  it.each([
    ['docs/restore.md', 'access.md#roles', '/access#roles'],
    ['docs/runbooks/refused.md', '../privileges.md', '/privileges'],
    ['docs/restore.md', 'runbooks/index.md#alerts', '/runbooks/#alerts'],
    ['docs/simulator.md', '../CONTRIBUTING.md#tests', '/contributing#tests'],
    ['CONTRIBUTING.md', 'docs/glossary.md', '/glossary'],
    ['docs/access.md', '../README.md#api', '/'],
    ['docs/access.md', '#roles', '#roles'],
  ])('in %s to %s leads to %s', (from, href, to) => {
    expect(targetOf(from, href)).toMatchObject({ kind: 'page', href: to });
  });

  it('offers a file of the deployment, and names others', () => {
    expect(targetOf('docs/restore.md', '../deploy/roles/kubernetes-restore.yaml')).toMatchObject({
      kind: 'file',
      file: 'deploy/roles/kubernetes-restore.yaml',
    });
    expect(targetOf('docs/restore.md', '../libs/domain/src/index.ts')).toEqual({ kind: 'none' });
  });
});

describe('the links of a paragraph', () => {
  const token = (type: string, href: string | null = null): Token & { attributes: Map<string, string> } => {
    const attributes = new Map(href === null ? [] : [['href', href]]);
    return {
      ...{ type, content: '', attributes },
      attrGet: (name) => attributes.get(name) ?? null,
      attrSet: (name, value) => void attributes.set(name, value),
    };
  };

  it('lead to pages and offered files; a link to another file becomes its text', () => {
    const open = ['access.md', '../deploy/roles/s3-policy.json', '../libs/domain/src/run.ts', 'https://a.b/'];
    const tokens = open.flatMap((href) => [token('link_open', href), token('text'), token('link_close')]);
    expect(rewriteLinks(tokens, 'docs/restore.md', '/docs/')).toEqual(['deploy/roles/s3-policy.json']);
    expect(tokens.map(({ type }) => type).join(' ')).toBe(
      'link_open text link_close link_open text link_close text text text link_open text link_close',
    );
    const hrefs = tokens.filter(({ type }) => type === 'link_open').map((each) => each.attrGet('href'));
    expect(hrefs).toEqual(['/access', '/docs/files/deploy/roles/s3-policy.json', 'https://a.b/']);
  });
});

describe('the scripts of a page', () => {
  it('become files, and keep their attributes and their order', () => {
    const { html, scripts } = extractScripts(
      '<script id="a">one()</script><script src="/x.js"></script><script type="module">two()</script>',
      '/docs/',
    );
    expect(html).toMatch(
      /^<script id="a" src="\/docs\/assets\/inline-\w{12}\.js"><\/script><script src="\/x\.js"><\/script><script type="module" src="\/docs\/assets\/inline-\w{12}\.js"><\/script>$/,
    );
    expect([...scripts.values()]).toEqual(['one()', 'two()']);
  });
});

describe('the check of a built site', () => {
  let folder: string;
  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds pages, files and anchors that are not there', () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-site-'));
    const put = (name: string, text: string): void => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    };
    const links = [
      '/docs/b',
      '/docs/b#there',
      '/docs/sub/',
      '/docs/files/x.yml',
      '/',
      '/api/docs',
      'https://a.b/c',
    ];
    const dead = ['/docs/c', '/docs/b#not-there', '/docs/files/y.yml', '/nothing', '#gone'];
    const html = [...links, ...dead].map((href) => `<a class="x" href="${href}">`).join('');
    put('a.html', html);
    put('b.html', '<h2 id="there">');
    put('sub/index.html', '');
    put('files/x.yml', '');
    expect(deadLinks(folder, '/docs/')).toEqual(dead.map((href) => `a.html: ${href}`));
  });
});
