import { readAction } from './control/action.words.ts';
import { postAction } from './control/control.client.ts';

const usage = 'usage: control.main <controlUrl> <cluster> <action> [field=value …], or the action as JSON';

/** One action as a shell command: a line on stdout and 0, or a line on stderr and 1. */
async function main([url, cluster, ...words]: readonly string[]): Promise<string> {
  if (url === undefined || cluster === undefined || words.length === 0) throw new Error(usage);
  const action = readAction(words);
  await postAction({ url, cluster }, action);
  return `${cluster}: ${words.join(' ')}: done`;
}

main(process.argv.slice(2)).then(
  (line) => process.stdout.write(`${line}\n`),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`);
    process.exitCode = 1;
  },
);
