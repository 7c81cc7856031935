import { Command } from '@commander-js/extra-typings';
import type { Alert } from '#contracts';
import { runbookOf } from '#domain';
import { EXIT } from '../exit-codes.ts';
import { paint } from '../output/colours.ts';
import { localTime } from '../output/format.ts';
import { link } from '../output/links.ts';
import type { Session } from '../session.ts';

export const alertsVerb = (session: Session) =>
  new Command('alerts').description('list the alerts that are raised now').action(() =>
    session.run(async ({ api, printer }) => {
      const list = await api.call('alert.list');
      printer.print(list, () =>
        list.items.length === 0 ? 'No alert is raised.' : list.items.map(renderAlert).join('\n'),
      );
      return EXIT.ok;
    }),
  );

function renderAlert({ cluster, kind, subject, severity, since, message, remedy }: Alert): string {
  const colour = severity === 'critical' ? paint.red : paint.yellow;
  const head = `${severity}  ${cluster}  ${kind}${subject === null ? '' : ` (${subject})`}`;
  return `${colour(head)}  ${paint.dim(`since ${localTime(since)}`)}\n  ${message}\n  ${remedy}\n  Runbook: ${link(runbookOf(kind))}`;
}
