import type { ControlObservation } from '../camunda-control.port.ts';
import { lastLines } from './command-output.ts';
import { isAlive, processesOf } from './command-processes.ts';
import {
  readAbandoned,
  readClaim,
  readEnd,
  readOrder,
  type CommandEnd,
  type CommandFiles,
  type RunnerClaim,
} from './command-record.ts';

/** What the files and the process table say of one command. `timeoutMs` is only for the words. */
export function lookAtCommand(files: CommandFiles, timeoutMs: number): ControlObservation {
  const claim = readClaim(files);
  if (claim === null) return { state: 'absent', message: 'It was not started.', output: [], startedAt: null };
  if (claim.by === 'abandonment')
    return { state: 'failed', message: 'It was given up before it began.', output: [], startedAt: claim.at };
  const seen = judge(files, claim, timeoutMs);
  return { ...seen, output: lastLines(files.output), startedAt: claim.at };
}

type Verdict = Pick<ControlObservation, 'state' | 'message'>;

function judge(files: CommandFiles, runner: RunnerClaim, timeoutMs: number): Verdict {
  // Asked before the end is read: a runner that ended in between has written it.
  const alive = isAlive(runner);
  const end = readEnd(files);
  const abandoned = readAbandoned(files);
  if (abandoned !== null && (end === null || end.at >= abandoned.at))
    return { state: 'failed', message: 'It was given up, and ended.' };
  if (end !== null)
    return verdictOf(end, { startedAt: runner.at, timeoutMs: readOrder(files)?.timeoutMs ?? timeoutMs });
  if (alive) return { state: 'running', message: `The command runs as process ${runner.pid}.` };
  const left = processesOf(runner);
  const rest = left.length === 0 ? '' : `; processes ${left.join(', ')} of it still run`;
  return {
    state: 'lost',
    message: `The command was started, but its runner (process ${runner.pid}) is gone without a result${rest}.`,
  };
}

function verdictOf(end: CommandEnd, run: { startedAt: number; timeoutMs: number }): Verdict {
  const took = `after ${seconds(end.at - run.startedAt)}`;
  if (end.timedOut)
    return {
      state: 'failed',
      message: `The command had not ended within ${seconds(run.timeoutMs)}; all its processes were killed.`,
    };
  if (end.error !== null)
    return { state: 'failed', message: `The shell could not be started: ${end.error}.` };
  if (end.signal !== null)
    return { state: 'failed', message: `The command was ended by ${end.signal} ${took}.` };
  return {
    state: end.code === 0 ? 'done' : 'failed',
    message: `The command ended with exit code ${end.code ?? '?'} ${took}.`,
  };
}

const seconds = (ms: number) => `${Math.max(0, Math.round(ms / 100) / 10)} s`;
