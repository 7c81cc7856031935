import { Document, visit } from 'yaml';
import { escapeHidden, hasHidden } from '#domain';
import { forTerminal } from './terminal-text.ts';

export const OUTPUTS = ['table', 'json', 'yaml'] as const;
export type Output = (typeof OUTPUTS)[number];

interface Writable {
  write(text: string): unknown;
}

/** What a verb answers with, for a person or for a program. */
export class Printer {
  constructor(
    readonly output: Output,
    private readonly out: Writable,
  ) {}

  /** One answer: as the API gave it to a program, as `text` to a person. */
  print(value: unknown, text: () => string): void {
    if (this.output === 'json') this.write(escapeHidden(JSON.stringify(value, null, 2)));
    else if (this.output === 'yaml') this.out.write(yaml(value));
    else this.line(text());
  }

  /** One of many that come over time: a JSON line, or a YAML document. */
  event(value: unknown): void {
    if (this.output === 'yaml') this.out.write(`---\n${yaml(value)}`);
    else this.write(escapeHidden(JSON.stringify(value)));
  }

  /** For a person. Nothing of it but our colours reaches the terminal as a command. */
  line(text: string): void {
    this.write(forTerminal(text));
  }

  private write(text: string): void {
    this.out.write(`${text}\n`);
  }
}

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
