import { Command } from '@commander-js/extra-typings';
import { EXIT, exitCodeOfExporting } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { renderExporting } from './render-exporting.ts';

export const statusVerb = (session: Session) =>
  new Command('status')
    .description('what every partition exports, read from the brokers now; exit code 20 unless it runs')
    .argument('<cluster>')
    .action((cluster) =>
      session.run(async ({ api, printer }) => {
        const status = await api.call('exporting.read', { params: { cluster } });
        printer.print(status, () => renderExporting(status));
        return status.exporting === 'running' ? EXIT.ok : EXIT.exportingNotRunning;
      }, exitCodeOfExporting),
    );
