import { createCamundaClients } from '#camunda';
import { CommandsControl, KubernetesControl } from '#camunda-processes';
import { createSearchStores } from '#search';

// A child process imports this without a build: nothing here may need more of TypeScript than types that can be stripped.

/** Where a child process finds what it calls. */
export interface Target {
  url: string;
  /** PEM of the authority behind an https url. */
  ca?: string;
  /** Of the test's own, for what a call keeps in files. */
  directory: string;
}

export interface Limits {
  caller: string;
  timeoutMs: number;
  permit: () => void;
}

type Make = (target: Target) => (call: Limits) => Promise<unknown>;

const camunda = ({ url, ca }: Target) =>
  createCamundaClients({
    generation: '8.4',
    zeebe: { management: url, tls: { ca } },
    operate: { management: url, tls: { ca } },
  });
const restorable = ({ url, ca }: Target) => {
  const { restore } = createCamundaClients({
    generation: '8.10',
    zeebe: { management: url, tls: { ca } },
    rest: { url, tls: { ca } },
  });
  if (restore === null) throw new Error('8.10 is restored by its REST API');
  return restore;
};
const elastic = ({ url, ca }: Target) => createSearchStores({ engine: 'elasticsearch', url, tls: { ca } });
const repository = 'camunda';
const NO_PROGRAM = { stop: 'true', start: 'true', wipeBroker: 'true', restoreBroker: 'true' };

/** Every way in which Holdfast changes something outside, by the real client. */
export const CALLS = {
  pause: (target) => (call) => camunda(target).exporting.pause('soft', call),
  resume: (target) => (call) => camunda(target).exporting.resume(call),
  'trigger-operate': (target) => (call) => camunda(target).backups.operate!.trigger(7, call),
  'trigger-zeebe': (target) => (call) => camunda(target).backups.zeebe.trigger(7, call),
  'delete-zeebe-backup': (target) => (call) => camunda(target).backups.zeebe.delete(7, call),
  'enter-recovery': (target) => (call) => restorable(target).enterRecovery(call),
  'restore-partitions': (target) => (call) => restorable(target).restore(7, call),
  'cancel-change': (target) => (call) => restorable(target).cancel('7', call),
  snapshot: (target) => (call) =>
    elastic(target).records.create({ repository, snapshot: 'x', indices: ['x*'], metadata: {} }, call),
  'delete-snapshot': (target) => (call) => elastic(target).records.delete(repository, 'x', call),
  restore: (target) => (call) => elastic(target).restores.restore({ repository, snapshot: 'x' }, call),
  rehearse: (target) => (call) =>
    elastic(target).restores.rehearse({ repository, snapshot: 'x', index: 'a', as: 'b' }, call),
  'delete-indices': (target) => (call) => elastic(target).restores.deleteIndices(['operate-x'], call),
  command: ({ directory }) => {
    const commands = {
      ...NO_PROGRAM,
      stop: `touch ${directory}/stopped`,
      directory: `${directory}/commands`,
    };
    const environment = process.env;
    const control = new CommandsControl({ cluster: 'a', commands, timeoutMs: 60_000, environment });
    return ({ permit }) => control.begin({ kind: 'stop', brokers: 1 }, 'key', permit);
  },
  kubernetes: ({ directory }) => {
    const brokers = { statefulSet: 'zeebe', container: 'zeebe' };
    const kubernetes = {
      namespace: 'camunda',
      kubeconfig: `${directory}/kubeconfig`,
      brokers,
      workloads: [],
    };
    const [timeoutMs, requestTimeoutMs] = [60_000, 60_000];
    const control = new KubernetesControl({ cluster: 'a', kubernetes, timeoutMs, requestTimeoutMs });
    return ({ permit }) => control.begin({ kind: 'stop', brokers: 1 }, 'key', permit);
  },
} satisfies Record<string, Make>;

export type CallName = keyof typeof CALLS;
