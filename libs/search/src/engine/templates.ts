import type { CallOptions } from '#http';
import type { SearchConnection } from './search-connection.ts';
import { asObject } from './fields.ts';
import { TEMPLATES } from './shapes.ts';
import type { TemplateMatch } from '../ports/restore-store.port.ts';

interface Template {
  name: string;
  patterns: string[];
}

/** Reads all templates twice, of the new kind and of the old: neither can be asked for by its index patterns. */
export async function findTemplates(
  connection: SearchConnection,
  prefixes: readonly string[],
  call?: CallOptions,
): Promise<TemplateMatch[]> {
  const action = { doing: 'list the index templates' };
  const templates = await connection.ask(action, call, async (engine) => {
    const read = (path: string, filter_path: string[]) =>
      engine.request(TEMPLATES, { method: 'GET', path: [path], query: { filter_path } });
    const composable = await read('_index_template', [
      'index_templates.name',
      'index_templates.index_template.index_patterns',
    ]);
    const legacy = await read('_template', ['*.index_patterns']);
    return [...composableTemplates(composable), ...legacyTemplates(legacy)];
  });
  return prefixes.map((prefix) => ({
    prefix,
    templates: templates
      .filter(({ patterns }) => patterns.some((pattern) => pattern.startsWith(prefix)))
      .map(({ name }) => name)
      .sort(),
  }));
}

function composableTemplates(answer: unknown): Template[] {
  const listed = asObject(answer)?.['index_templates'];
  const templates: unknown[] = Array.isArray(listed) ? listed : [];
  return templates.map((each) => ({
    name: String(asObject(each)?.['name']),
    patterns: patternsOf(asObject(each)?.['index_template']),
  }));
}

function legacyTemplates(answer: unknown): Template[] {
  return Object.entries(asObject(answer) ?? {}).map(([name, template]) => ({
    name,
    patterns: patternsOf(template),
  }));
}

/** One pattern may stand there without a list. */
function patternsOf(template: unknown): string[] {
  return [asObject(template)?.['index_patterns'] ?? []].flat().map(String);
}
