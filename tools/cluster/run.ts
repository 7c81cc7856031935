import { spawn } from 'node:child_process';
import { ClusterProblem } from './problem.ts';

export interface Finished {
  code: number | null;
  output: string;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
}

const KEPT_OUTPUT = 20_000;

/** Runs a program to its end. A program that does not exist is an answer as well: code null. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const { timeoutMs, ...rest } = options;
  const child = spawn(command, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs ?? 0 });
  let output = '';
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-KEPT_OUTPUT));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

export async function runOrFail(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  throw new ClusterProblem(
    `${command} ${args.join(' ')} ended with ${code ?? 'no code'}:\n${lastLines(output, 15)}`,
  );
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
