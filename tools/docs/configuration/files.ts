import { referencePage } from './page.ts';
import { configurationSchema, forEditors } from './schema.ts';

/** What is generated from the schema of the configuration: content by path in the project. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const schema = configurationSchema();
  return new Map([
    ['docs/holdfast.schema.json', `${JSON.stringify(forEditors(schema), null, 2)}\n`],
    ['docs/configuration-reference.md', referencePage(schema)],
  ]);
}
