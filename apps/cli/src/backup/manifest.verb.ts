import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { findSet, ID_OF_SET } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';

export const manifestVerb = (session: Session) =>
  new Command('manifest')
    .description('print what identifies a set and proves how it was taken, as JSON (or YAML with -o yaml)')
    .argument('<cluster>')
    .argument('<id>', ID_OF_SET, idReference)
    .action((cluster, reference) =>
      session.run(async ({ api, printer }) => {
        const id = await findSet(api, cluster, reference);
        const manifest = await api.call('backup.manifest', { params: { cluster, id } });
        printer.document(manifest, () => JSON.stringify(manifest, null, 2));
        return EXIT.ok;
      }),
    );
