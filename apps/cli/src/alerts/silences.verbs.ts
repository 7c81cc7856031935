import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { backupId as positive } from '../options.ts';
import type { Session } from '../session.ts';
import { renderSilences } from './render-silences.ts';

export const silencesVerb = (session: Session) =>
  new Command('silences').description('list the silences that are in force').action(() =>
    session.run(async ({ api, printer }) => {
      const list = await api.call('silence.list');
      printer.print(list, () => renderSilences(list.items));
      return EXIT.ok;
    }),
  );

export const endSilenceVerb = (session: Session) =>
  new Command('end-silence')
    .description('end a silence before its time')
    .argument('<cluster>')
    .argument('<id>', 'as `alert silences` lists it', positive)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
        const silence = await api.call('silence.end', { params: { cluster, id } });
        printer.print(silence, () => `The silence ${id} of ${cluster} is over.`);
        return EXIT.ok;
      }),
    );
