import { writeFile } from 'node:fs/promises';
import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { bytes } from '../output/format.ts';
import type { Session } from '../session.ts';

export const supportBundleVerb = (session: Session) =>
  new Command('support-bundle')
    .description('write to a file what support needs to examine a problem, without secrets')
    .option('--file <path>', 'where to write it; never over an existing file')
    .action((options) =>
      session.run(async ({ api, printer, say }) => {
        const { name, content } = await api.supportBundle();
        const file = options.file ?? name ?? 'holdfast-support.tar.gz';
        try {
          // Only its owner may read it, and it never overwrites an existing file.
          await writeFile(file, content, { mode: 0o600, flag: 'wx' });
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          say(`${file} cannot be written (${code ?? 'unknown error'}); choose another one with --file.`);
          return EXIT.usage;
        }
        printer.print({ file, bytes: content.byteLength }, () => `${file} (${bytes(content.byteLength)})`);
        if (printer.output === 'table')
          say(
            'Every known secret is masked. Read it before you give it away: it names hosts, indices and people.',
          );
        return EXIT.ok;
      }),
    );
