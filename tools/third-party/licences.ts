/** SPDX ids of free licences whose packages may be depended on. */
const FREE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
]);

/** Old packages that say it in their readme only. */
const BY_README: Readonly<Record<string, string>> = { 'humanize-number': 'MIT', only: 'MIT' };

export interface Manifest {
  license?: string;
  /** As packages had it before 2015. */
  licenses?: readonly { type: string }[];
}

/**
 * The licence of a package, as an SPDX expression.
 * @returns null where neither the manifest nor the readme names one
 */
export function licenceOf(name: string, { license, licenses }: Manifest): string | null {
  if (license !== undefined) return license;
  const types = (licenses ?? []).map(({ type }) => type);
  return types.length > 0 ? types.join(' OR ') : (BY_README[name] ?? null);
}

/** Whether every part of the expression that must hold is free: `A AND B` both, `A OR B` one. Parentheses do not nest. */
export function isFree(expression: string): boolean {
  return expression
    .split(/\bAND\b/)
    .every((part) => part.split(/\bOR\b/).some((id) => FREE.has(id.replace(/[()\s]/g, ''))));
}
