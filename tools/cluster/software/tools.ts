import type { Narrator } from '../narrator.ts';
import { ClusterProblem } from '../problem.ts';
import { lastLines, run } from '../run.ts';
import { DEBIAN } from './packages.ts';

interface Tool {
  /** Ways to call it, in order of preference. */
  commands: readonly string[];
  probe: readonly string[];
  aptPackage: string;
  purpose: string;
  alternative: string;
}

export const MAVEN: Tool = {
  commands: ['mvn', '/usr/bin/mvn'],
  probe: ['--version'],
  aptPackage: DEBIAN.maven,
  purpose: 'it fetches the search engines from the Maven repository',
  alternative: 'install Apache Maven 3.8 or later so that `mvn` is found on the PATH',
};

export const PIP: Tool = {
  commands: ['python3', '/usr/bin/python3'],
  probe: ['-m', 'pip', '--version'],
  aptPackage: DEBIAN.pip,
  purpose: 'it fetches a Java runtime from the Python package index',
  alternative: 'install Python 3 with pip so that `python3 -m pip` works',
};

/** The command to call, after installing the tool where this is a Debian machine and we are root. */
export async function requireTool(
  tool: Tool,
  narrator: Narrator,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const present = await findTool(tool, env);
  if (present) return present;
  const why = `"${[tool.commands[0], ...tool.probe].join(' ')}" does not work here, and ${tool.purpose}`;
  if (process.getuid?.() !== 0 || (await run('apt-get', ['--version'])).code !== 0) {
    throw new ClusterProblem(
      `${why}. Please ${tool.alternative} (on Debian or Ubuntu: sudo apt-get install ${tool.aptPackage}).`,
    );
  }
  narrator.say(`  ${why}: installing the Debian package ${tool.aptPackage}`);
  await narrator.step(`installed ${tool.aptPackage} with apt-get`, () => aptInstall(tool));
  const installed = await findTool(tool, env);
  if (installed) return installed;
  throw new ClusterProblem(
    `${why}, not even after apt-get install ${tool.aptPackage}. Please ${tool.alternative}.`,
  );
}

async function findTool(tool: Tool, env: NodeJS.ProcessEnv): Promise<string | null> {
  for (const command of tool.commands) {
    if ((await run(command, tool.probe, { env })).code === 0) return command;
  }
  return null;
}

/** A fresh image has no package lists; one that has them is spared the update. */
async function aptInstall(tool: Tool): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '--no-install-recommends', tool.aptPackage];
  if ((await run('apt-get', args, { env })).code === 0) return;
  await run('apt-get', ['update'], { env });
  const { code, output } = await run('apt-get', args, { env });
  if (code !== 0) {
    throw new ClusterProblem(
      `apt-get could not install ${tool.aptPackage}; please ${tool.alternative}.\n${lastLines(output, 10)}`,
    );
  }
}
