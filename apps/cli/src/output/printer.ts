import { stringify } from 'yaml';

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
    if (this.output === 'json') this.line(JSON.stringify(value, null, 2));
    else if (this.output === 'yaml') this.out.write(stringify(value));
    else this.line(text());
  }

  /** One of many that come over time: a JSON line, or a YAML document. */
  event(value: unknown): void {
    if (this.output === 'yaml') this.out.write(`---\n${stringify(value)}`);
    else this.line(JSON.stringify(value));
  }

  line(text: string): void {
    this.out.write(`${text}\n`);
  }
}
