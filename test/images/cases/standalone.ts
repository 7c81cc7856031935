import type { ComposeProject } from '../compose-project.ts';
import { until } from '../until.ts';

/** The coordinator of docker-compose.yml with another image, which serves all queues. */
export const STANDALONE_OVERRIDE = (image: string): string =>
  `services:\n  coordinator: { image: ${image} }\n`;

/** Everything in one process takes a backup; the command line is in the same container. */
export async function standalone(project: ComposeProject): Promise<string[]> {
  project.up('redis', 'coordinator', 'simulator');
  const health = (service: string) => project.inspect(service, '{{.State.Health.Status}}');
  await until('it is healthy', () =>
    ['coordinator', 'simulator'].every((each) => health(each) === 'healthy'),
  );
  await project.startBackup();
  const run = await project.runEnded();
  const version = project.exec('coordinator', 'holdfast', '--version');
  return [
    ...(run.outcome === 'completed' ? [] : [`run ${run.number} is ${run.outcome}: ${run.failure?.message}`]),
    ...(/^\d+\.\d+\.\d+$/.test(version) ? [] : [`holdfast --version prints ${version}`]),
  ];
}
