/** The pages of the site in their order. What an operator needs comes first; what is for developers stands apart. */
export interface Group {
  readonly text: string;
  /** Names of files below `docs`, without `.md`; of other pages of the project, from OTHERS. */
  readonly pages: readonly string[];
  readonly collapsed?: boolean;
}

/** Pages outside of `docs`, by the name that they have in the site. */
export const OTHERS: Readonly<Record<string, string>> = {
  contributing: 'CONTRIBUTING.md',
  changelog: 'CHANGELOG.md',
  security: 'SECURITY.md',
};

export const GROUPS: readonly Group[] = [
  {
    text: 'Start',
    pages: ['prepare-camunda', 'first-backup', 'first-restore', 'not-in-a-backup', 'moving-from-scripts'],
  },
  {
    text: 'Install',
    pages: ['install-kubernetes', 'install-compose', 'images', 'sizing', 'compatibility', 'upgrading'],
  },
  {
    text: 'Use',
    pages: ['schedules', 'restore', 'dashboard', 'cli', 'api', 'recipes', 'relational', 'physical-tenants'],
  },
  {
    text: 'When something breaks',
    pages: ['runbooks/index', 'runbooks/preflight', 'losing-the-site', 'monitoring'],
  },
  {
    text: 'Operate',
    pages: ['access', 'privileges', 'security', 'high-availability', 'history', 'bounds'],
  },
  { text: 'Reference', pages: ['configuration-reference', 'configuration', 'glossary', 'changelog'] },
  {
    text: 'Why to trust it',
    pages: ['versions', 'reliability', 'architecture', 'benchmarks', 'fault-matrix', 'fault-matrix-8.8'],
    collapsed: true,
  },
  {
    text: 'Development',
    pages: ['contributing', 'simulator', 'real-cluster', 'third-party'],
    collapsed: true,
  },
];

/** Where a page of the site is in the project. */
export function fileOf(page: string): string {
  return OTHERS[page] ?? `docs/${page}.md`;
}

/** The name of a page in the site; null for a file that is no page of it. */
export function pageOf(file: string): string | null {
  const other = Object.entries(OTHERS).find(([, path]) => path === file);
  if (other) return other[0];
  return /^docs\/(?!\.)(.+)\.md$/.exec(file)?.[1] ?? null;
}
