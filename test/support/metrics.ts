/** One series of a scrape. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** A page in Prometheus' text format, as its readers see it. */
export class Scrape {
  readonly samples: readonly Sample[];

  constructor(readonly text: string) {
    this.samples = text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map(sampleOf);
  }

  static async of(...addresses: string[]): Promise<Scrape> {
    const pages = await Promise.all(
      addresses.map(async (address) => {
        const response = await fetch(`${address}/metrics`);
        if (response.status !== 200) throw new Error(`${address}/metrics answered ${response.status}`);
        return response.text();
      }),
    );
    return new Scrape(pages.join('\n'));
  }

  /** Sum over every series that has these labels, as `sum()` would tell; NaN where there is none. */
  sum(name: string, labels: Record<string, string> = {}): number {
    const found = this.all(name, labels);
    return found.length === 0 ? Number.NaN : found.reduce((total, { value }) => total + value, 0);
  }

  all(name: string, labels: Record<string, string> = {}): Sample[] {
    return this.samples.filter(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    );
  }
}

function sampleOf(line: string): Sample {
  const [, name = '', inner = '', value = ''] =
    /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (name === '') throw new Error(`not a series: ${line}`);
  const labels = [...inner.matchAll(/([a-zA-Z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]);
  return { name, labels: Object.fromEntries(labels) as Record<string, string>, value: Number(value) };
}
