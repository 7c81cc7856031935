import { useSignal } from '@preact/signals';
import type { NotificationTargetView } from '#contracts';
import { call } from '../api/holdfast.ts';
import { allowed } from '../session/session.ts';
import { Ago } from '../time/time.tsx';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Loading, ProblemNotice } from '../ui/problem.tsx';
import { useResource } from '../ui/resource.ts';
import { Table, type Column } from '../ui/table.tsx';
import { useTask } from '../ui/task.ts';
import { outlookOf } from './outlook.ts';

/** Who is notified of alerts, and whether it arrives. */
export function NotificationsPage() {
  const tested = useSignal<{ name: string; at: number } | null>(null);
  const { data, problem, reload } = useResource(
    'notifications',
    () => call('notification.list'),
    ({ items }) => tested.value !== null && outlookOf(items, tested.value) === 'under way',
  );
  const task = useTask();
  const test = (name: string): void =>
    task.start(async () => {
      // By the server's clock: the answer has what was before it.
      const before = await call('notification.test', { params: { target: name } });
      tested.value = { name, at: lastOf(before) };
      announce(`A test was sent to ${name}`);
      reload();
    });
  const shown = problem ?? task.problem;
  return (
    <Page title="Notifications">
      {shown && <ProblemNotice problem={shown} onRetry={reload} />}
      {data === null && !problem && <Loading what="the targets" />}
      {data?.items.length === 0 && (
        <Empty title="No one is notified">
          Configure notifications: a webhook, Slack, e-mail or a heartbeat.
        </Empty>
      )}
      {data !== null && data.items.length > 0 && (
        <section class="panel" aria-label="Targets">
          <Table
            caption="Targets of notifications"
            rows={data.items}
            keyOf={({ name }) => name}
            columns={columnsOf(test, task.busy, (target) => outlookOf([target], tested.value))}
          />
        </section>
      )}
    </Page>
  );
}

function lastOf({ deliveredAt, failedAt }: NotificationTargetView): number {
  return Math.max(0, ...[deliveredAt, failedAt].flatMap((at) => (at === null ? [] : [Date.parse(at)])));
}

function columnsOf(
  test: (name: string) => void,
  busy: boolean,
  outlook: (target: NotificationTargetView) => string | null,
): Column<NotificationTargetView>[] {
  return [
    { head: 'Target', class: 'name', cell: ({ name }) => name },
    { head: 'By', cell: ({ way }) => way },
    { head: 'Clusters', cell: ({ clusters }) => clusters?.join(', ') ?? 'all' },
    { head: 'Alerts', cell: ({ kinds, minSeverity }) => kinds?.join(', ') ?? `${minSeverity} and worse` },
    {
      head: 'Last delivered',
      cell: ({ deliveredAt }) => (deliveredAt === null ? 'never' : <Ago at={deliveredAt} />),
    },
    {
      head: 'Last failure',
      cell: ({ failedAt, failure }) =>
        failedAt === null ? (
          '–'
        ) : (
          <>
            <Ago at={failedAt} />
            <p class="small">{failure}</p>
          </>
        ),
    },
    {
      head: 'Test',
      cell: (target) => (
        <>
          {allowed('test notifications') && target.way !== 'heartbeat' && (
            <Button busy={busy} onPress={() => test(target.name)} label={`Send a test to ${target.name}`}>
              Send a test
            </Button>
          )}
          {outlook(target) !== null && (
            <span class="small block" role="status">
              {outlook(target)}
            </span>
          )}
        </>
      ),
    },
  ];
}
