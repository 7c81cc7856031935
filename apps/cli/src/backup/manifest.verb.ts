import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { backupId } from '../options.ts';
import type { Session } from '../session.ts';

export const manifestVerb = (session: Session) =>
  new Command('manifest')
    .description('print what identifies a set and proves how it was taken, as JSON (or YAML with -o yaml)')
    .argument('<cluster>')
    .argument('<id>', 'backup id', backupId)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
        const manifest = await api.call('backup.manifest', { params: { cluster, id } });
        printer.document(manifest, () => JSON.stringify(manifest, null, 2));
        return EXIT.ok;
      }),
    );
