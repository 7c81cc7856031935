import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { resultsOf, type CheckResult } from '#domain';
import type { Variables } from './command-environment.ts';
import { presentable } from '../output-lines.ts';

const { passed, failed } = resultsOf({});

/** What can be known of commands without running them: their syntax, their first program, and where state is kept. */
export async function checkCommands(asked: {
  /** By their keys in the configuration. */
  commands: Readonly<Record<string, string | undefined>>;
  directory: string;
  /** Its key in the configuration. */
  directoryKey: string;
  environment: Variables;
}): Promise<CheckResult[]> {
  const { commands, directory, directoryKey, environment } = asked;
  const checked = Object.entries(commands).map(([key, command]) =>
    checkCommand({ key, command, environment }),
  );
  return [...(await Promise.all(checked)), checkDirectory(directory, directoryKey), checkProcessTable()];
}

async function checkCommand(asked: {
  key: string;
  command: string | undefined;
  environment: Variables;
}): Promise<CheckResult> {
  const { key, command, environment } = asked;
  if (command === undefined)
    return failed(
      `${key} is missing.`,
      `Write it in the configuration: the shell command that does it for $HOLDFAST_COMPONENT.`,
    );
  const syntax = await sh(['-n', '-c', command], environment);
  if (syntax !== null)
    return failed(`The shell cannot read ${key}: ${syntax}.`, `Correct ${key} in the configuration.`);
  const program = firstProgram(command);
  if (program === null) return passed(`${key} is a command that the shell can read.`);
  const missing = await sh(['-c', 'command -v -- "$1" >/dev/null', 'sh', program], environment);
  if (missing === null)
    return passed(`${key} is a command that the shell can read, and it finds "${program}".`);
  return failed(
    `${key} runs "${program}", which is not there.`,
    `Install it where Holdfast runs, put it on the PATH, or write its whole path.`,
  );
}

/** The program that a command begins with; null where that is not plain to see. */
function firstProgram(command: string): string | null {
  const words = command.trim().split(/\s+/);
  const first = words.find((word) => !/^[A-Za-z_][A-Za-z0-9_]*=[^$`"'\\]*$/.test(word));
  return first !== undefined && /^[A-Za-z0-9_./+-]+$/.test(first) ? first : null;
}

/** Null when the shell ends with 0; what it complains of otherwise. */
function sh(words: string[], env: Variables): Promise<string | null> {
  return new Promise((resolve) => {
    execFile('sh', words, { env, timeout: 10_000 }, (error, _, complaint) => {
      resolve(error === null ? null : (presentable(complaint)[0] ?? error.message));
    });
  });
}

function checkDirectory(directory: string, key: string): CheckResult {
  let nearest = directory;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  const why = whyNotIn(nearest);
  if (why === null) return passed(`The state of commands can be kept in ${directory}.`);
  return failed(
    `The state of commands cannot be kept in ${directory}: ${nearest} ${why}.`,
    `Give Holdfast the right to write there, or point ${key} to another directory.`,
  );
}

function whyNotIn(directory: string): string | null {
  if (!statSync(directory).isDirectory()) return 'is no directory';
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return `cannot be written (${(error as NodeJS.ErrnoException).code ?? 'no reason'})`;
  }
}

/** Commands are found again by the process table of Linux. */
function checkProcessTable(): CheckResult {
  try {
    readFileSync('/proc/self/stat');
    readFileSync('/proc/sys/kernel/random/boot_id');
    return passed('The process table can be read.');
  } catch {
    return failed('The process table (/proc) cannot be read.', 'Run Holdfast on Linux with /proc mounted.');
  }
}
