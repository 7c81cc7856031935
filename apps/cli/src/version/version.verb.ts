import { Command } from '@commander-js/extra-typings';
import { VERSION } from '#config/basics';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { fields } from '../output/table.ts';
import type { Session } from '../session.ts';
import { misfit } from './misfit.ts';

export const versionVerb = (session: Session) =>
  new Command('version')
    .description('the versions of this program and of the Holdfast that it asks, and whether they fit')
    .action(() =>
      session.run(async ({ api, printer, say }) => {
        try {
          const { version: server } = await api.call('version.read');
          const warning = misfit(VERSION, server);
          printer.print({ client: VERSION, server, fits: warning === null }, () => render(server));
          if (warning !== null && printer.output === 'table') say(warning);
          return EXIT.ok;
        } catch (error) {
          if (!(error instanceof ProblemAnswer)) throw error;
          const older = error.details.kind === 'not-found';
          printer.print({ client: VERSION, server: null, fits: null }, () =>
            render(older ? 'older than 0.3' : 'unknown'),
          );
          say(
            older
              ? 'The server does not tell its version. Update it, or use the command line of its version.'
              : error.message,
          );
          return error.exitCode;
        }
      }),
    );

function render(server: string): string {
  return fields([
    ['client', VERSION],
    ['server', server],
  ]);
}
