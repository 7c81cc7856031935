import type { CallOptions } from '#http';
import type { ElasticConnection } from './connection.ts';
import { asObject } from './fields.ts';
import type { TemplateMatch } from '../ports/restore-store.port.ts';

interface Template {
  name: string;
  patterns: string[];
}

/** Reads all templates twice, of the new kind and of the old: neither can be asked for by its index patterns. */
export async function findTemplates(
  connection: ElasticConnection,
  prefixes: readonly string[],
  call?: CallOptions,
): Promise<TemplateMatch[]> {
  const action = { doing: 'list the index templates' };
  const templates = await connection.ask(action, call, async (client, parameters) => {
    const composable: unknown = await client.indices.getIndexTemplate(
      { filter_path: ['index_templates.name', 'index_templates.index_template.index_patterns'] },
      parameters,
    );
    const legacy: unknown = await client.indices.getTemplate(
      { filter_path: ['*.index_patterns'] },
      parameters,
    );
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
