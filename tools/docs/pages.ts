import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One for each failure code and each kind of alert: runbooks.spec.ts knows which. */
const RUNBOOKS = readdirSync(join(import.meta.dirname, '..', '..', 'docs', 'runbooks')).map(
  (name) => `docs/runbooks/${name}`,
);

/** The pages whose words are checked. */
export const CHECKED: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/access.md',
  'docs/api.md',
  'docs/architecture.md',
  'docs/benchmarks.md',
  'docs/bounds.md',
  'docs/cli.md',
  'docs/configuration-reference.md',
  'docs/configuration.md',
  'docs/dashboard.md',
  'docs/install-kubernetes.md',
  'docs/history.md',
  'docs/images.md',
  'docs/install-compose.md',
  'docs/monitoring.md',
  'docs/privileges.md',
  'docs/real-cluster.md',
  'docs/high-availability.md',
  'docs/physical-tenants.md',
  'docs/relational.md',
  'docs/reliability.md',
  'docs/restore.md',
  'docs/schedules.md',
  'docs/simulator.md',
  'docs/third-party.md',
  'docs/upgrading.md',
  'docs/versions.md',
  'docs/compatibility.md',
  'docs/first-backup.md',
  'docs/first-restore.md',
  'docs/glossary.md',
  'docs/index.md',
  'docs/losing-the-site.md',
  'docs/moving-from-scripts.md',
  'docs/not-in-a-backup.md',
  'docs/prepare-camunda.md',
  'docs/recipes.md',
  'docs/sizing.md',
  ...RUNBOOKS,
  'test/recordings/README.md',
];

/** The pages whose words are not checked, each with the reason. */
export const NOT_CHECKED: Readonly<Record<string, string>> = {
  'docs/fault-matrix.md':
    '`node scripts/faults.mjs --page` writes it. Its words are strings in test/faults; change them there.',
  'docs/fault-matrix-8.8.md': 'The same of `--version 8.8`.',
};

export interface PrintedTable {
  readonly page: string;
  /** The first line of the table, as it is in the page. */
  readonly header: string;
  readonly reason: string;
}

/** Tables inside a checked page that a program prints. */
export const PRINTED_TABLES: readonly PrintedTable[] = [
  {
    page: 'docs/reliability.md',
    header: '| | without | case | what the check reported |',
    reason:
      '`npm run test:faults -- --teeth` prints it. Its words are strings in test/faults/teeth and test/faults/report.',
  },
];
