import { Command } from '@commander-js/extra-typings';
import type { NotificationTargetView } from '#contracts';
import { EXIT } from '../exit-codes.ts';
import { localTime } from '../output/format.ts';
import { table } from '../output/table.ts';
import type { Session } from '../session.ts';

const listVerb = (session: Session) =>
  new Command('list')
    .alias('ls')
    .description('list the targets of alerts, and how the last deliveries went')
    .action(() =>
      session.run(async ({ api, printer }) => {
        const list = await api.call('notification.list');
        printer.print(list, () => renderTargets(list.items));
        return EXIT.ok;
      }),
    );

const testVerb = (session: Session) =>
  new Command('test')
    .description('send a message to a target, to see whether it arrives')
    .argument('<target>', 'its name in the configuration')
    .action((target) =>
      session.run(async ({ api, printer }) => {
        const view = await api.call('notification.test', { params: { target } });
        printer.print(
          view,
          () => `A message is on its way to ${target}. \`notification list\` shows whether it was taken.`,
        );
        return EXIT.ok;
      }),
    );

export const notificationVerbs = (session: Session) =>
  new Command('notification')
    .description('see who is notified when something goes wrong, and test it')
    .addCommand(listVerb(session))
    .addCommand(testVerb(session));

const HEAD = ['NAME', 'WAY', 'CLUSTERS', 'DELIVERED', 'FAILED', 'WHY'];

function renderTargets(targets: readonly NotificationTargetView[]): string {
  if (targets.length === 0) return 'No target is configured under notifications: no alert is delivered.';
  const rows = targets.map(({ name, way, clusters, deliveredAt, failedAt, failure }) => [
    name,
    way,
    clusters?.join(', ') ?? 'all',
    localTime(deliveredAt),
    localTime(failedAt),
    failure ?? '',
  ]);
  return table(HEAD, rows);
}
