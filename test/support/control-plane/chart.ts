import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { runProgram } from './programs.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
export const CHART = join(ROOT, 'deploy', 'helm', 'holdfast');
export const ROLES = join(ROOT, 'deploy', 'roles', 'kubernetes-restore.yaml');
export const EXAMPLES = ['first', 'production', 'openshift'] as const;
export const HELMS = ['helm3', 'helm4'] as const;
export type Helm = (typeof HELMS)[number];

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  spec?: Record<string, unknown>;
  stringData?: Record<string, string>;
  rules?: unknown;
}

/** Path of a file of values that comes with the chart. */
export const example = (name: string): string => join(ROOT, 'deploy', 'helm', 'examples', `${name}.yaml`);

/** The least values, with others over them. */
export function first(over: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...(parse(readFileSync(example('first'), 'utf8')) as Record<string, unknown>), ...over };
}

/** Runs with the path of a file that has these values. */
export async function withValues<T>(values: unknown, work: (path: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-values-'));
  try {
    const path = join(directory, 'values.json');
    writeFileSync(path, JSON.stringify(values));
    return await work(path);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface Rendering {
  helm?: Helm;
  namespace?: string;
}

/**
 * What the chart makes of a file of values.
 * @throws Error with what Helm says where it refuses them
 */
export function render(
  values: string,
  { helm = 'helm3', namespace = 'holdfast' }: Rendering = {},
): Promise<string> {
  return runProgram(helm, ['template', 'holdfast', CHART, '--namespace', namespace, '--values', values]);
}

export const manifestsOf = (text: string): Manifest[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);

export interface PodSpec {
  automountServiceAccountToken?: boolean;
  containers?: { args: string[]; image: string; env?: { name: string; value?: string }[] }[];
}

/** Of a workload or a Job; empty for anything else. */
export function podSpecOf(spec: Record<string, unknown> | undefined): PodSpec {
  const template = spec?.['template'] as { spec?: PodSpec } | undefined;
  return template?.spec ?? {};
}
