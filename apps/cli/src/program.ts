import { Command, CommanderError, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { environment, VERSION } from '#config/basics';
import { alertVerbs } from './alerts/alert.verbs.ts';
import { alertsVerb } from './alerts/alerts.verb.ts';
import { auditVerbs } from './audit/audit.verbs.ts';
import { backupVerbs } from './backup/backup.verbs.ts';
import { clustersVerb } from './clusters/clusters.verb.ts';
import { COMPLETE, complete } from './completion/complete.ts';
import { completionVerb } from './completion/completion.verb.ts';
import { configVerbs } from './config/config.verbs.ts';
import { conformanceVerb } from './conformance/conformance.verb.ts';
import { contextVerbs } from './context/context.verbs.ts';
import { DEFAULT_URL } from './context/target.ts';
import { doctorVerb } from './doctor/doctor.verb.ts';
import { EXIT } from './exit-codes.ts';
import { exportingVerbs } from './exporting/exporting.verbs.ts';
import { helpVerb } from './help.verb.ts';
import { historyVerbs } from './history/history.verbs.ts';
import { lockVerbs } from './lock/lock.verbs.ts';
import { notificationVerbs } from './notification/notification.verbs.ts';
import { address } from './options.ts';
import { openVerb } from './open/open.verb.ts';
import { OUTPUTS } from './output/printer.ts';
import { restoreVerbs } from './restore/restore.verbs.ts';
import { retentionVerbs } from './retention/retention.verbs.ts';
import { scheduleVerbs } from './schedule/schedule.verbs.ts';
import type { Session } from './session.ts';
import { statusVerb } from './status/status.verb.ts';
import { supportBundleVerb } from './support-bundle/support-bundle.verb.ts';
import { tokenVerbs } from './token/token.verbs.ts';
import { versionVerb } from './version/version.verb.ts';
import { whoamiVerb } from './whoami/whoami.verb.ts';

const EXIT_CODES = `
Exit codes: 0 ok, 1 failed, 2 usage, 3 partial, unverified or foreign, 4 waited long enough, 5 rejected (nothing was
touched), 6 not found, 7 verification failed, 10 something is left for a person, 11 busy, 12 not allowed, 20 exporting is not confirmed to be running,
130 stopped waiting.`;

/** The whole command line. It ends the process nowhere: the session has the exit code. */
export function createProgram(session: Session): CommandUnknownOpts {
  const program = new Command('holdfast')
    .description('Consistent backups of Camunda 8 Self-Managed, and their restores.')
    .addOption(
      new Option(
        '--url <address>',
        `where Holdfast listens (else HOLDFAST_URL, else the current context, else ${DEFAULT_URL})`,
      ).argParser(address),
    )
    .addOption(new Option('--context <name>', 'a Holdfast by the name that `holdfast context set` gave it'))
    .addOption(
      new Option(
        '--token <token>',
        'who you are, where Holdfast asks for it (better: HOLDFAST_TOKEN, or HOLDFAST_TOKEN_FILE)',
      ),
    )
    .addOption(new Option('-o, --output <format>', 'how to print').choices(OUTPUTS).default('table' as const))
    .version(VERSION, '--version', 'show the version of this program')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Run it with --help to see what there is.')
    .addHelpText('after', EXIT_CODES)
    .helpCommand(false)
    .exitOverride();
  program.hook('preAction', () => session.configure({ ...program.opts(), environment: environment() }));
  const { stdout, stderr } = session.streams;
  program.configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) });
  program
    .addCommand(statusVerb(session))
    .addCommand(backupVerbs(session))
    .addCommand(restoreVerbs(session))
    .addCommand(scheduleVerbs(session))
    .addCommand(retentionVerbs(session))
    .addCommand(historyVerbs(session))
    .addCommand(exportingVerbs(session))
    .addCommand(clustersVerb(session))
    .addCommand(conformanceVerb(session))
    .addCommand(lockVerbs(session))
    .addCommand(alertsVerb(session))
    .addCommand(alertVerbs(session))
    .addCommand(notificationVerbs(session))
    .addCommand(doctorVerb(session))
    .addCommand(supportBundleVerb(session))
    .addCommand(tokenVerbs(session))
    .addCommand(whoamiVerb(session))
    .addCommand(auditVerbs(session))
    .addCommand(configVerbs(session))
    .addCommand(contextVerbs(session))
    .addCommand(openVerb(session))
    .addCommand(completionVerb(session))
    .addCommand(versionVerb(session))
    .addCommand(helpVerb(session));
  inherit(program);
  return program;
}

/** Commander hands settings down only to commands that it makes itself. */
function inherit(command: CommandUnknownOpts): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inherit(child);
  }
}

/** Runs one command line. @returns the exit code */
export async function runProgram(session: Session, words: readonly string[]): Promise<number> {
  const [first, ...rest] = words;
  if (first === COMPLETE) {
    const offered = await complete(createProgram(session), rest);
    session.streams.stdout.write(offered.map((word) => `${word}\n`).join(''));
    return EXIT.ok;
  }
  try {
    await createProgram(session).parseAsync(words, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    // Commander has already printed what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    throw error;
  }
}
