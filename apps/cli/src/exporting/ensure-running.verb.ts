import { Command } from '@commander-js/extra-typings';
import { plainLine } from '#domain';
import { EXIT, exitCodeOfExporting } from '../exit-codes.ts';
import type { Session } from '../session.ts';

/** Works with Zeebe alone: it needs the configuration, and neither Redis nor a coordinator. */
export const ensureRunningVerb = (session: Session) =>
  new Command('ensure-running')
    .description('lift any pause by Zeebe alone (HOLDFAST_CONFIG tells where), and read it back')
    .argument('[cluster...]', 'all of the configuration without a name')
    .option(
      '--after-budget',
      'lift only a soft pause, and only after it was seen for the whole pauseBudget and 30 s: safe next to runs, for a schedule',
    )
    .action((clusters, { afterBudget = false }) =>
      session.run(async ({ printer, say }) => {
        // No other verb needs the configuration or the clients of Camunda.
        const [{ ConfigError, environment, loadConfig }, { ensureRunning }] = await Promise.all([
          import('#config'),
          import('./ensure-running.ts'),
        ]);
        try {
          return await ensureRunning(
            loadConfig(environment()),
            clusters,
            (line) => printer.line(plainLine(line)),
            { afterBudget },
          );
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          say(error.message);
          return EXIT.exportingNotRunning;
        }
      }, exitCodeOfExporting),
    );
