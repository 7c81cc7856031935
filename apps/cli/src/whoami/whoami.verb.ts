import { Command } from '@commander-js/extra-typings';
import type { Me } from '#contracts';
import { EXIT } from '../exit-codes.ts';
import { localTime } from '../output/format.ts';
import { fields } from '../output/table.ts';
import type { Session } from '../session.ts';

export const whoamiVerb = (session: Session) =>
  new Command('whoami').description('who you are to Holdfast, and what you may do').action(() =>
    session.run(async ({ api, printer }) => {
      const me = await api.call('me.read');
      printer.print(me, () => renderMe(me));
      return EXIT.ok;
    }),
  );

function renderMe({ name, role, clusters, expiresAt }: Me): string {
  return fields([
    ['name', name],
    ['role', role],
    ['clusters', clusters === null ? 'all' : clusters.join(', ')],
    ['expires', expiresAt === null ? 'never' : localTime(expiresAt)],
  ]);
}
