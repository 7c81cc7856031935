import { runProgram } from './program.ts';
import { Session } from './session.ts';

const { stdin, stdout, stderr } = process;
const session = new Session({
  ...{ stdin, stdout, stderr },
  onInterrupt: (handler) => void process.on('SIGINT', handler),
});
// A reader that has seen enough, as `| head` does, is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runProgram(session, process.argv.slice(2));
