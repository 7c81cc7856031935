import { Command } from '@commander-js/extra-typings';
import type { RetentionPreview } from '#contracts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { agreed, requirePerson, sayWhere } from '../confirm.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import { waitTimeout } from '../options.ts';
import { plural } from '../output/format.ts';
import type { Session } from '../session.ts';
import { doomedOf, renderPreview, renderRetentionRun } from './render-retention.ts';
import { exitCodeOfRetention, waitForRetention } from './wait-for-retention.ts';

export const applyVerb = (session: Session) =>
  new Command('apply')
    .description('delete what the preview shows, one set after the other: shows it, and asks')
    .argument('<cluster>')
    .option('--yes', 'do not ask')
    .option('--wait', 'wait until every one of them is deleted')
    .addOption(waitTimeout().implies({ wait: true }))
    .action((cluster, options) =>
      session.run(async (context) => {
        const { api, printer } = context;
        if (!options.yes) requirePerson(context, 'delete sets');
        sayWhere(context);
        const preview = await api.call('retention.preview', { params: { cluster } });
        if (printer.output === 'table') printer.line(renderPreview(preview));
        refuseWithoutWork(preview);
        const question = `\nDelete ${plural(doomedOf(preview).length, 'set')} of ${cluster}? It cannot be undone. [y/N] `;
        if (doomedOf(preview).length > 0 && !options.yes && !(await agreed(context, { question, yes: 'y' })))
          return EXIT.rejected;
        const run = await api.call('retention.apply', { params: { cluster }, body: { hash: preview.hash } });
        if (options.wait) return waitForRetention(run, context, options.waitTimeout);
        printer.print(run, () => renderRetentionRun(run, commandLine('retention', 'preview', cluster)));
        return exitCodeOfRetention(run);
      }),
    );

/** @throws ProblemAnswer where the server would refuse, too */
function refuseWithoutWork({ policy, problems }: RetentionPreview): void {
  const [problem] = problems;
  if (problem === undefined) return;
  throw new ProblemAnswer(`Nothing was touched: ${problem}`, policy === null ? EXIT.rejected : EXIT.failed);
}
