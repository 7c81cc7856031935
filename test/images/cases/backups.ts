import { setTimeout as sleep } from 'node:timers/promises';
import type { ComposeProject } from '../compose-project.ts';
import { until } from '../until.ts';

/** Long enough for a process to be killed, to be missed, and to come back inside the pause (ms). */
const SLOW_MS = 20_000;
const AWAY_MS = 3_000;
/** `user` of every process of Holdfast, as OpenShift chooses it: a number that no image knows, with the group 0. */
export const ANY_USER = '1000720000:0';

/** The profile demo, from nothing: its service `first-backup` takes a backup and ends with 0 when that is completed. */
export async function firstBackup(project: ComposeProject): Promise<string[]> {
  project.up();
  await until(
    'the first backup of the demo has ended',
    () => state(project, 'first-backup', 'Status') === 'exited',
  );
  const problems =
    state(project, 'first-backup', 'ExitCode') === '0' ? [] : [project.compose('logs', 'first-backup')];
  const list = JSON.parse(project.compose('run', '--rm', 'cli', 'backup', 'list', 'demo', '-o', 'json')) as {
    items: { set: { state: string } | null }[];
  };
  const states = list.items.map(({ set }) => set?.state);
  if (states.join() !== 'complete')
    problems.push(`the command line lists sets that are ${states.join() || 'none'}`);
  return [...problems, ...(await ended(project))];
}

const state = (project: ComposeProject, service: string, field: string): string =>
  project.inspect(service, `{{.State.${field}}}`);

/** A container is killed while exporting is paused, and comes back: the run completes, and the brokers export again. */
export async function killInPause(project: ComposeProject, service: string): Promise<string[]> {
  project.slowPartitions(SLOW_MS);
  await project.startBackup();
  await until('exporting is paused', () =>
    project.exporterPhases().every((phase) => phase === 'SOFT_PAUSED'),
  );
  const before = state(project, service, 'StartedAt');
  project.kill(service);
  const code = state(project, service, 'ExitCode');
  await sleep(AWAY_MS);
  const paused = project.exporterPhases();
  project.start(service);
  const problems = [
    ...(code === '137' ? [] : [`${service} ended with ${code}, which is not that of a kill`]),
    ...(paused.every((phase) => phase === 'SOFT_PAUSED') ? [] : [`the kill came too late: ${paused.join()}`]),
    ...(before === state(project, service, 'StartedAt') ? [`${service} was not started again`] : []),
  ];
  return [...problems, ...(await ended(project))];
}

/** @returns what is wrong with the newest run once it has ended, or with exporting after it */
async function ended(project: ComposeProject): Promise<string[]> {
  const run = await project.runEnded();
  const phases = project.exporterPhases();
  return [
    ...(run.outcome === 'completed' ? [] : [`run ${run.number} is ${run.outcome}: ${run.failure?.message}`]),
    ...(phases.length > 0 && phases.every((phase) => phase === 'EXPORTING')
      ? []
      : [`after run ${run.number} the brokers say ${phases.join()}`]),
  ];
}

/** @param services whose processes are to have this user, and no right, and a file system that they cannot write to */
export function confinement(project: ComposeProject, services: readonly string[], user: string): string[] {
  return services.flatMap((service) => {
    const look =
      'const s = require("fs").readFileSync("/proc/self/status", "utf8"); const f = (n) => s.match(new RegExp(n + ":\\\\s+(\\\\S+)"))[1]; console.log([process.getuid() + ":" + process.getgid(), f("CapEff"), f("NoNewPrivs")].join(" "))';
    const found = project.exec(service, 'node', '-e', look);
    const writes =
      'try { require("fs").writeFileSync("/app/x", ""); console.log("wrote") } catch (e) { console.log(e.code) }';
    const written = project.exec(service, 'node', '-e', writes);
    return [
      ...(found === `${user} 0000000000000000 1` ? [] : [`${service} runs as ${found}`]),
      ...(written === 'EROFS' ? [] : [`${service} writes to its file system: ${written}`]),
    ];
  });
}
