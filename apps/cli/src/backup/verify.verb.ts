import { Command } from '@commander-js/extra-typings';
import type { Verification } from '#contracts';
import { EXIT } from '../exit-codes.ts';
import { backupId } from '../options.ts';
import { paint } from '../output/colours.ts';
import { plural } from '../output/format.ts';
import { renderChecks } from '../output/render-checks.ts';
import type { Session } from '../session.ts';

export const verifyVerb = (session: Session) =>
  new Command('verify')
    .description('look at every part of a set; exit code 7 when something is wrong')
    .argument('<cluster>')
    .argument('<id>', 'backup id', backupId)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
        const verification = await api.call('backup.verify', { params: { cluster, id } });
        printer.print(verification, () => renderVerification(cluster, verification));
        return verification.ok ? EXIT.ok : EXIT.verifyFailed;
      }),
    );

function renderVerification(cluster: string, { backupId: id, ok, checks }: Verification): string {
  const failed = checks.filter((check) => !check.ok).length;
  const verdict = ok
    ? paint.green(`is good: ${plural(checks.length, 'check')} passed`)
    : paint.red(`is not good: ${failed} of ${plural(checks.length, 'check')} failed`);
  return [`Backup ${id} of ${cluster} ${verdict}`, ...renderChecks(checks)].join('\n');
}
