import { inLocalTime } from './format.ts';
import { widthOf, type Screen } from './screen.ts';
import { forTerminal } from './terminal-text.ts';
import { wrap } from './wrap.ts';
import { JSON_FORMAT, type ValueFormat } from './value-format.ts';

export const OUTPUTS = ['table', 'wide', 'json', 'yaml'] as const;
export type Output = (typeof OUTPUTS)[number];

interface Writable extends Screen {
  write(text: string): unknown;
}

/** What a verb answers with, for a person or for a program. */
export class Printer {
  /** For a person, or for a program that reads one of these. */
  readonly output: Exclude<Output, 'wide'>;
  /** With columns that are left out otherwise. */
  readonly wide: boolean;

  private constructor(
    output: Output,
    private readonly out: Writable,
    private readonly format: ValueFormat,
  ) {
    this.wide = output === 'wide';
    this.output = output === 'wide' ? 'table' : output;
  }

  /** Loads what writes YAML only for YAML. */
  static async create(output: Output, out: Writable): Promise<Printer> {
    const format = output === 'yaml' ? (await import('./yaml-format.ts')).YAML_FORMAT : JSON_FORMAT;
    return new Printer(output, out, format);
  }

  /** One answer: as the API gave it to a program, as `text` to a person. */
  print(value: unknown, text: () => string): void {
    if (this.output === 'table') this.line(text());
    else this.out.write(this.format.whole(value));
  }

  /** One of many that come over time: a JSON line, or a YAML document. */
  event(value: unknown): void {
    this.out.write(this.format.oneOfMany(value));
  }

  /** The same for a text that is itself to be read by a program, or to be copied: it is not broken into lines. */
  document(value: unknown, text: () => string): void {
    if (this.output === 'table') this.out.write(`${forTerminal(text())}\n`);
    else this.out.write(this.format.whole(value));
  }

  /** For a person. Nothing of it but our colours reaches the terminal as a command. */
  line(text: string): void {
    this.out.write(`${forPerson(text, this.out)}\n`);
  }
}

/** Fits the screen, and has one clock. */
export function forPerson(text: string, screen: Screen): string {
  return wrap(inLocalTime(forTerminal(text)), widthOf(screen));
}
