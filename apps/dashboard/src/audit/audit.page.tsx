import type { AuditEntry, AuditList } from '#contracts';
import { call } from '../api/holdfast.ts';
import { More } from '../cluster/more.tsx';
import { usePages } from '../cluster/pages.ts';
import { Time, Zone } from '../time/time.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Loading, ProblemNotice } from '../ui/problem.tsx';
import { Table, type Column } from '../ui/table.tsx';

const LIMIT = 50;

const COLUMNS: Column<AuditEntry>[] = [
  { head: 'When', extra: <Zone />, cell: ({ at }) => <Time at={at} /> },
  { head: 'Who', class: 'name', cell: ({ who, role }) => (role === null ? who : `${who} (${role})`) },
  { head: 'Action', cell: ({ action }) => <span class="figure">{action}</span> },
  { head: 'Cluster', cell: ({ cluster }) => cluster ?? '–' },
  { head: 'About', cell: ({ target }) => target ?? '–' },
  { head: 'Answer', numeric: true, cell: ({ status }) => <Status status={status} /> },
  { head: 'From', cell: ({ from }) => from ?? '–' },
];

/** What was refused or failed stands out. */
function Status({ status }: { status: number }) {
  return status < 400 ? <>{status}</> : <strong class="tone-bad">{status}</strong>;
}

/** Who did what, the newest first. */
export function AuditPage() {
  const pages = usePages<AuditEntry, AuditList>('audit', (cursor) =>
    call('audit.list', { query: { limit: LIMIT, ...(cursor !== null && { cursor }) } }),
  );
  return (
    <Page title="Audit">
      {pages.problem && <ProblemNotice problem={pages.problem} onRetry={pages.reload} />}
      {pages.answer === null && !pages.problem && <Loading what="the audit trail" />}
      {pages.answer !== null && pages.items.length === 0 && (
        <Empty title="Nothing was changed yet">Every request that changes something is listed here.</Empty>
      )}
      {pages.items.length > 0 && (
        <section class="panel" aria-label="Audit trail">
          <Table caption="Audit trail" columns={COLUMNS} rows={pages.items} keyOf={({ id }) => id} />
          <More pages={pages} one="entry" many="entries" />
        </section>
      )}
    </Page>
  );
}
