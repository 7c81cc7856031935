import { Command } from '@commander-js/extra-typings';
import type { Verification } from '#contracts';
import { EXIT } from '../exit-codes.ts';
import { paint } from '../output/colours.ts';
import { plural } from '../output/format.ts';
import { renderChecks } from '../output/render-checks.ts';
import { findSet, ID_OF_SET } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';

export const verifyVerb = (session: Session) =>
  new Command('verify')
    .description('look at every part of a set; exit code 7 when something is wrong')
    .argument('<cluster>')
    .argument('<id>', ID_OF_SET, idReference)
    .action((cluster, reference) =>
      session.run(async ({ api, printer }) => {
        const id = await findSet(api, cluster, reference);
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
