import { EXIT } from './exit-codes.ts';
import { runProgram } from './program.ts';
import { Session } from './session.ts';

const { stdin, stdout, stderr } = process;
const session = new Session({
  ...{ stdin, stdout, stderr },
  onInterrupt: (handler) => void process.on('SIGINT', handler),
});
// A reader may close the pipe early, as `| head` does: print no stack trace, but do not report success either.
stdout.on('error', () => process.exit(EXIT.interrupted));
// A terminal that is gone must not end a program that still has to lift a pause; what it cannot read is lost.
stderr.on('error', () => undefined);

// Not awaited here: as one file for an executable it is CommonJS, which awaits nothing at the top.
void runProgram(session, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
