import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { renderPreview } from './render-retention.ts';

export const previewVerb = (session: Session) =>
  new Command('preview')
    .description('what would be deleted now, and why every other set stays; touches nothing')
    .argument('<cluster>')
    .action((cluster) =>
      session.run(async ({ api, printer }) => {
        const preview = await api.call('retention.preview', { params: { cluster } });
        printer.print(preview, () => renderPreview(preview));
        return EXIT.ok;
      }),
    );
