import { Command } from '@commander-js/extra-typings';
import { EXIT, exitCodeOfExporting } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { renderExporting } from './render-exporting.ts';

export const resumeVerb = (session: Session) =>
  new Command('resume')
    .description(
      'lift a pause that no run of Holdfast owns, and read it back; exit code 20 unless it runs then',
    )
    .argument('<cluster>')
    .action((cluster) =>
      session.run(async ({ api, printer }) => {
        const now = await api.call('exporting.resume', { params: { cluster } });
        printer.print(now, () => renderExporting(now));
        return now.exporting === 'running' ? EXIT.ok : EXIT.exportingNotRunning;
      }, exitCodeOfExporting),
    );
