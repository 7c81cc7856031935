import { Document, visit } from 'yaml';
import { escapeHidden, hasHidden } from '#domain';
import type { ValueFormat } from './value-format.ts';

export const YAML_FORMAT: ValueFormat = {
  whole: yaml,
  oneOfMany: (value) => `---\n${yaml(value)}`,
};

/** What YAML would leave as it is, though it shows as something else, is quoted and escaped. */
function yaml(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && hasHidden(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return escapeHidden(document.toString());
}
