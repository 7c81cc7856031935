import type { ClusterHost } from '../cluster/cluster.host.ts';
import type { ClusterTask } from '../cluster/cluster.task.ts';
import { startComponent, startProblem, stopComponent } from '../cluster/lifecycle.ts';
import { generatesIds } from '../profiles/rdbms/generated-ids.ts';
import type { ZeebeComponent } from '../zeebe/zeebe.component.ts';
import { done, refused, refusedIf } from './action.outcome.ts';
import type { Outcome } from './action.outcome.ts';

/** All but Elasticsearch, in the order in which they start. */
const camundaOf = ({ components }: ClusterHost): string[] =>
  components.filter((component) => component !== 'elasticsearch');

interface Plan {
  readonly task: 'component-stops' | 'component-returns';
  readonly components: readonly string[];
  readonly durationMs: number;
  perform(component: string): void;
  isDone(component: string): boolean;
}

const concerns = (task: ClusterTask, kind: Plan['task'], { components }: Plan): boolean =>
  task.kind === kind && components.includes(task.component);

/** One component after the other, so that the last one has changed when the time is over. */
function oneByOne({ cluster }: ClusterHost, plan: Plan): Outcome {
  const { timeline } = cluster.context;
  const open = plan.components.filter((component) => !plan.isDone(component));
  // Whatever was to happen to them otherwise, this is the last word.
  timeline.drop(
    (task) => concerns(task, 'component-stops', plan) || concerns(task, 'component-returns', plan),
  );
  if (plan.durationMs === 0) {
    for (const component of open) plan.perform(component);
    return done;
  }
  for (const [index, component] of open.entries()) {
    const after = (plan.durationMs * (index + 1)) / open.length;
    timeline.after(after, { kind: plan.task, component });
  }
  return {
    kind: 'begun',
    isOver: () => timeline.find((task) => concerns(task, plan.task, plan)) === undefined,
    complaint: () => {
      const left = open.filter((component) => !plan.isDone(component));
      return left.length === 0 ? undefined : `Called off before its end: ${left.join(', ')}.`;
    },
  };
}

export function stopCamunda(host: ClusterHost, durationMs: number): Outcome {
  const { cluster } = host;
  return oneByOne(host, {
    task: 'component-stops',
    components: camundaOf(host).reverse(),
    durationMs,
    perform: (component) => stopComponent(cluster, component),
    isDone: (component) => cluster.context.isStopped(component),
  });
}

export function startCamunda(host: ClusterHost, durationMs: number): Outcome {
  const { cluster } = host;
  const components = camundaOf(host);
  const problem = components.map((component) => startProblem(cluster, component)).find(Boolean);
  if (problem !== undefined) return refused(problem);
  return oneByOne(host, {
    task: 'component-returns',
    components,
    durationMs,
    perform: (component) => startComponent(cluster, component),
    isDone: (component) => !cluster.context.isStopped(component),
  });
}

export function wipeBroker({ cluster }: ClusterHost, broker: number): Outcome {
  const problems = cluster.tenants.map(({ zeebe }) => zeebe.data.wipe(broker));
  return refusedIf(problems.find((problem) => problem !== undefined));
}

/** What the restore program finds by the position of a restored database: the newest backup that follows it, simplified. */
function newestBackup(zeebe: ZeebeComponent): number | string {
  if (!generatesIds(zeebe.cluster)) return 'Which backup? Only a relational cluster finds it by itself.';
  const complete = zeebe.cluster.state.zeebe.backups.filter(({ partitions }) =>
    partitions.every(({ state }) => state === 'COMPLETED'),
  );
  const ids = complete.map(({ backupId }) => backupId);
  return ids.length === 0 ? 'There is no backup that could be restored.' : Math.max(...ids);
}

export function restoreBroker(
  { cluster }: ClusterHost,
  { broker, backupId: given }: { readonly broker: number; readonly backupId?: number | undefined },
): Outcome {
  const parts = cluster.tenants.map(({ zeebe }) => zeebe);
  const backupId = given ?? newestBackup(cluster.zeebe);
  if (typeof backupId === 'string') return refused(backupId);
  const problem = parts.map(({ data }) => data.restore(broker, backupId)).find((text) => text !== undefined);
  if (problem !== undefined) return refused(problem);
  return {
    kind: 'begun',
    isOver: () => parts.every(({ data }) => !data.isRestoring(broker)),
    complaint: () =>
      parts.every(({ partitions }) => partitions.broker(broker)?.data === 'present')
        ? undefined
        : `The restore of broker-${broker} from backup ${backupId} failed.`,
  };
}
