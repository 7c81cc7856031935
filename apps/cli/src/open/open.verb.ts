import { spawn } from 'node:child_process';
import { Command } from '@commander-js/extra-typings';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { findBackup, ID_OF_BACKUP } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Context, Session } from '../session.ts';

export const openVerb = (session: Session) =>
  new Command('open')
    .description(
      'open the dashboard in a browser, at a cluster or a backup; prints the address where there is no browser',
    )
    .argument('[cluster]')
    .argument('[id]', ID_OF_BACKUP, idReference)
    .option('--restore', 'the id is the number of a restore')
    .option('--print', 'print the address only')
    .action((cluster, reference, options) =>
      session.run(async (context) => {
        const { api, printer } = context;
        let path = cluster === undefined ? '/' : `/clusters/${encodeURIComponent(cluster)}`;
        if (cluster !== undefined && reference !== undefined) {
          const id = options.restore ? restoreNumber(reference) : await findBackup(api, cluster, reference);
          path += `/${options.restore ? 'restores' : 'backups'}/${id}`;
        }
        const address = `${api.url}${path}`;
        printer.print({ address }, () => address);
        if (options.print !== true && printer.output === 'table') await show(context, address);
        return EXIT.ok;
      }),
    );

function restoreNumber(reference: ReturnType<typeof idReference>): number {
  if (!reference.latest) return Number(reference.digits);
  throw new ProblemAnswer('With --restore give the number of the restore.', EXIT.usage);
}

/** What opens an address here. An address is an argument of its own and reaches no shell. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Where there is no browser, the address that was printed must do. */
async function show({ streams }: Context, address: string): Promise<void> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const isHeadless = process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY;
  if (!streams.stdout.isTTY || isHeadless) return;
  const [command = 'xdg-open', ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  await new Promise<void>((resolve) => {
    const child = spawn(command, [...words, address], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve());
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
