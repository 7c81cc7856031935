import type { Narrator } from '../narrator.ts';
import { ClusterProblem } from '../problem.ts';
import { run, runOrFail } from '../run.ts';
import type { Launch } from './component.ts';

const USER = 'holdfast-es';

/** The user to change to, because Elasticsearch refuses to run as root; `null` where one may stay oneself. */
export async function allowedUser(narrator: Narrator): Promise<string | null> {
  if (process.getuid?.() !== 0) return null;
  if ((await run('id', [USER])).code === 0) return USER;
  narrator.say(`  Elasticsearch refuses to run as root: making the system user ${USER}`);
  const { code, output } = await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    USER,
  ]);
  // Two clusters that start at the same time may both want to make it.
  if (code === 0 || (await run('id', [USER])).code === 0) return USER;
  throw new ClusterProblem(
    `The user ${USER} could not be made; make it by hand, or do not run this as root.\n${output}`,
  );
}

export async function giveTo(user: string, directory: string): Promise<void> {
  await runOrFail('chown', ['-R', `${user}:${user}`, directory]);
}

export function runAs(user: string, program: string): Pick<Launch, 'command' | 'args'> {
  return { command: 'setpriv', args: [`--reuid=${user}`, `--regid=${user}`, '--init-groups', '--', program] };
}
