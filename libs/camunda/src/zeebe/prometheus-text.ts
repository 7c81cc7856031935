export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** `name{labels} value timestamp?`; labels may end with a comma, as those of Zeebe up to 8.6 do. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?\s*$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const ESCAPES: Record<string, string> = { n: '\n' };

/**
 * The samples of the metrics asked for, out of Prometheus's text format. Lines that are no sample, and values that are no
 * finite number, are left out. Pure.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function samplesOf<Name extends string>(text: string, names: readonly Name[]): Record<Name, Sample[]> {
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  for (const line of text.split('\n')) {
    // Most of the text is other metrics.
    if (!names.some((name) => line.startsWith(name))) continue;
    const [, name, labels = '', number = ''] = SAMPLE.exec(line) ?? [];
    const known = names.find((each) => each === name);
    const value = Number(number);
    if (known === undefined || !Number.isFinite(value)) continue;
    samples[known].push({ labels: labelsOf(labels), value });
  }
  return samples;
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(LABEL)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped),
    ]),
  );
}
