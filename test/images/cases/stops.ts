import type { ComposeProject } from '../compose-project.ts';

/** The code of a process that did not end in its time, so that it was killed. */
const KILLED = '137';

/** Stops processes of Holdfast, each when it is ready and once more as it starts, when nothing of it handles the signal yet. */
export function stops(project: ComposeProject, services: readonly string[]): string[] {
  return services.flatMap((service) => {
    const ready = stop(project, service);
    project.start(service);
    const atOnce = stop(project, service);
    project.up(service);
    return [
      ...(ready === '0' ? [] : [`${service} was ready, was stopped, and ended with ${ready}`]),
      ...(atOnce === KILLED ? [`${service} was stopped as it started, and had to be killed`] : []),
    ];
  });
}

/** Redis writes what it holds when it is stopped. */
export function redisStops(project: ComposeProject): string[] {
  const code = stop(project, 'redis');
  project.start('redis');
  return code === '0' ? [] : [`redis was stopped, and ended with ${code}`];
}

/** @returns the exit code */
function stop(project: ComposeProject, service: string): string {
  project.compose('stop', service);
  return project.inspect(service, '{{.State.ExitCode}}');
}
