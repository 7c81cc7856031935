import { EXIT } from './exit-codes.ts';
import { runProgram } from './program.ts';
import { Session } from './session.ts';

const { stdin, stdout, stderr } = process;
const session = new Session({
  ...{ stdin, stdout, stderr },
  onInterrupt: (handler) => void process.on('SIGINT', handler),
});
// A reader that has seen enough, as `| head` does, gets no trace; and what was not told is not called a success.
stdout.on('error', () => process.exit(EXIT.interrupted));

process.exitCode = await runProgram(session, process.argv.slice(2));
