import type { RestoreStep } from './configuration.machine.ts';
import type { Mode } from './configuration.state.ts';

/** One operation of a plan, as the REST API names it. */
export interface Operation {
  readonly operation: string;
  readonly mode: Mode | null;
}

const operation = (name: string, mode: Mode | null = null): Operation => ({
  operation: `${name}Operation`,
  mode,
});

/** Each broker changes, and then each is waited for. */
export const modeOperations = (brokers: readonly unknown[], mode: Mode): Operation[] => [
  ...brokers.map(() => operation('ModeChange', mode)),
  ...brokers.map(() => operation('AwaitModeChange', mode)),
];

/** The schema first, then each replica, and at the end back to work. */
export const restoreOperations = (
  steps: readonly RestoreStep[],
  brokers: readonly unknown[],
): Operation[] => [
  operation('SchemaInitialization'),
  ...steps.flatMap(() => [operation('PartitionPreRestore'), operation('PartitionRestore')]),
  ...modeOperations(brokers, 'PROCESSING'),
  operation('UpdateIncarnationNumber'),
];
