import { Command, type Help } from '@commander-js/extra-typings';
import { plainLine } from '#domain';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';

const HELP = `
Starts servers on loopback that answer as the recorded cluster did, and calls nothing else. A file is refused when it is larger
than 64 MiB, or has more than 20,000 calls.
Exit codes: 0 every answer is as expected, 7 one differs, or a call is not in the recording, 2 the file is no recording.`;

/** Its help leaves out the options of `conformance`, which have no meaning here. */
class ReplayCommand extends Command {
  override createHelp(): Help {
    const help = super.createHelp();
    const all = help.visibleGlobalOptions.bind(help);
    help.visibleGlobalOptions = (command) =>
      all(command).filter((option) => !(this.parent?.options ?? []).includes(option));
    return help;
  }
}

/** Needs no configuration: the recording has everything. */
export const replayVerb = (session: Session) =>
  new ReplayCommand('replay')
    .description('do the checks again with the answers of a recording; calls no cluster')
    .argument('<file>', 'as conformance --record wrote it')
    .addHelpText('after', HELP)
    .action((path) =>
      session.run(async ({ printer, say }) => {
        // No other verb needs the clients of Camunda.
        const [{ parseRecording }, { readRecordingFile }, { replayRecording }, { renderReport }] =
          await Promise.all([
            import('./recording.ts'),
            import('./recording-file.ts'),
            import('./replay-recording.ts'),
            import('./render-report.ts'),
          ]);
        const read = await readRecordingFile(path);
        const parsed = 'problems' in read ? read : parseRecording(read.text);
        if ('problems' in parsed) {
          say(`${path} is no recording of conformance:`);
          for (const problem of parsed.problems) say(`  ${plainLine(problem)}`);
          return EXIT.usage;
        }
        const { report, code } = await replayRecording(parsed.recording, (line) => say(plainLine(line)));
        printer.print(report, () => renderReport(report));
        return code;
      }),
    );
