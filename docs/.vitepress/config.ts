import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { defineConfig } from 'vitepress';
import { slugOf } from '../../tools/docs/anchors.ts';
import { deadLinks } from '../../tools/docs/site/check-site.ts';
import { MERMAID } from '../../tools/docs/site/diagrams.ts';
import { extractScripts } from '../../tools/docs/site/inline-scripts.ts';
import { rewriteLinks } from '../../tools/docs/site/rewrite-links.ts';
import { fileOf, GROUPS, OTHERS, pageOf } from '../../tools/docs/site/sidebar.ts';

/** The site below /docs of a coordinator: pages of this folder and a few others of the project. */
const ROOT = join(import.meta.dirname, '..', '..');
const BASE = '/docs/';
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

const scripts = new Map<string, string>();
const offered = new Set<string>();

const titleOf = (page: string): string =>
  /^# (.+)$/m.exec(readFileSync(join(ROOT, fileOf(page)), 'utf8'))?.[1]?.replaceAll('`', '') ?? page;

export default defineConfig({
  title: 'Holdfast',
  description: 'Consistent backup and restore of Camunda 8 Self-Managed clusters',
  base: BASE,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${BASE}icon.svg` }]],
  srcDir: ROOT,
  // Nothing of the project but these, whatever else is in its folder.
  srcExclude: readdirSync(ROOT)
    .filter((name) => ![...Object.values(OTHERS), 'docs'].includes(name))
    .flatMap((name) => [name, `${name}/**`]),
  outDir: join(ROOT, 'dist', 'apps', 'docs'),
  cacheDir: join(ROOT, 'node_modules', '.cache', 'vitepress'),
  rewrites: (id) => `${pageOf(id) ?? id.replace(/\.md$/, '')}.md`,
  cleanUrls: true,
  // Nothing inline: what a page must know of the others is a file.
  metaChunk: true,
  vite: { build: { assetsInlineLimit: 0, reportCompressedSize: false }, logLevel: 'warn' },
  markdown: {
    anchor: { slugify: slugOf },
    config(md) {
      md.core.ruler.push('links-of-the-project', (state) => {
        const { realPath, path } = state.env as { realPath?: string; path?: string };
        const from = relative(ROOT, realPath ?? path ?? ROOT);
        for (const { children } of state.tokens)
          for (const file of rewriteLinks(children ?? [], from, BASE)) offered.add(file);
      });
      const fence = md.renderer.rules.fence;
      md.renderer.rules.fence = (tokens, index, ...rest) => {
        const token = tokens[index];
        if (token?.info.trim() !== 'mermaid') return fence?.(tokens, index, ...rest) ?? '';
        return `<Diagram code="${encodeURIComponent(token.content)}" />`;
      };
    },
  },
  ignoreDeadLinks: [/^\/docs\/files\//],
  transformHtml(html) {
    const extracted = extractScripts(html, BASE);
    for (const [name, content] of extracted.scripts) scripts.set(name, content);
    return extracted.html;
  },
  buildEnd({ outDir }) {
    for (const [name, content] of scripts) writeFileSync(join(outDir, 'assets', name), content);
    const copy = (from: string, to: string): void => {
      mkdirSync(dirname(join(outDir, to)), { recursive: true });
      cpSync(from, join(outDir, to));
    };
    for (const file of offered) copy(join(ROOT, file), `files/${file}`);
    copy(join(ROOT, 'node_modules', MERMAID), 'files/mermaid.js');
    copy(join(ROOT, 'apps', 'dashboard', 'src', 'icon.svg'), 'icon.svg');
    for (const file of ['holdfast.schema.json', 'holdfast.example.yaml'])
      copy(join(ROOT, 'docs', file), file);
    const dead = deadLinks(outDir, BASE);
    if (dead.length > 0) throw new Error(`${dead.length} links lead to nothing:\n${dead.join('\n')}`);
  },
  themeConfig: {
    nav: [
      {
        text: version,
        items: [
          { text: 'Changes', link: '/changelog' },
          { text: 'Other versions', link: '/upgrading#documentation-of-other-versions' },
        ],
      },
    ],
    sidebar: GROUPS.map(({ text, pages, collapsed }) => ({
      text,
      ...(collapsed && { collapsed }),
      items: pages.map((page) => ({ text: titleOf(page), link: `/${page.replace(/index$/, '')}` })),
    })),
    outline: [2, 3],
    search: { provider: 'local' },
    docFooter: { prev: false, next: false },
    footer: { message: `Holdfast ${version}, Apache-2.0` },
  },
});
