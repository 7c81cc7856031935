import { Command } from '@commander-js/extra-typings';
import type { AlertView } from '#contracts';
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

function renderAlert(alert: AlertView): string {
  const { cluster, kind, subject, severity, since, message, remedy } = alert;
  const colour = severity === 'critical' ? paint.red : paint.yellow;
  const head = `${severity}  ${cluster}  ${kind}${subject === null ? '' : ` (${subject})`}`;
  const lines = [message, remedy, ...careOf(alert), `Runbook: ${link(runbookOf(kind))}`];
  return `${colour(head)}  ${paint.dim(`since ${localTime(since)}`)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** What people did about it. */
function careOf({ acknowledged, silenced }: AlertView): string[] {
  const note = (text: string | null): string => (text === null || text === '' ? '' : `: ${text}`);
  return [
    ...(acknowledged === null
      ? []
      : [`Acknowledged by ${acknowledged.by}, ${localTime(acknowledged.at)}${note(acknowledged.note)}`]),
    ...(silenced === null
      ? []
      : [`Silenced by ${silenced.by} until ${localTime(silenced.until)}${note(silenced.note)}`]),
  ];
}
