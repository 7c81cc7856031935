import { Command } from '@commander-js/extra-typings';
import type { DoctorStatus } from '#contracts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import type { Session } from '../session.ts';
import { renderReport } from './render-report.ts';

/** As monitoring systems want it (Nagios, Icinga, Sensu); other verbs mean other things by 1 and 2. */
const CODES: Record<DoctorStatus, number> = { ok: 0, warning: 1, critical: 2 };

export const doctorVerb = (session: Session) =>
  new Command('doctor')
    .description(
      'look at everything that could keep the next backup from going well; exit code 0 ok, 1 warning, 2 critical',
    )
    .argument('[cluster]', 'all of them without a name')
    .option('--problems', 'only what is not well')
    .action((cluster, options) =>
      session.run(async ({ api, printer }) => {
        try {
          const report = await api.call('doctor.examine', { query: { cluster } });
          printer.print(report, () => renderReport(report, options.problems === true));
          return CODES[report.status];
        } catch (error) {
          if (!(error instanceof ProblemAnswer)) throw error;
          // Whatever keeps the doctor from looking is critical for who watches.
          // To standard output, where they look for the verdict.
          printer.print({ status: 'critical', message: error.message }, () => `CRITICAL: ${error.message}`);
          return CODES.critical;
        }
      }),
    );
