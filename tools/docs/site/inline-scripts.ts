import { createHash } from 'node:crypto';

export interface Extracted {
  readonly html: string;
  /** Content by file name. */
  readonly scripts: ReadonlyMap<string, string>;
}

/**
 * Moves the scripts inside a page into files: the coordinator's policy runs none that is inline. Pure.
 * @param base where the site is served, with a slash at its end
 */
export function extractScripts(html: string, base: string): Extracted {
  const scripts = new Map<string, string>();
  const moved = html.replaceAll(
    /<script((?:(?!\ssrc=)[^>])*)>([\s\S]+?)<\/script>/g,
    (_all: string, attributes: string, content: string) => {
      const name = `inline-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.js`;
      scripts.set(name, content);
      return `<script${attributes} src="${base}assets/${name}"></script>`;
    },
  );
  return { html: moved, scripts };
}
