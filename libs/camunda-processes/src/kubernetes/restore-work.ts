import { StepFailure, type RestoreProgram } from '#domain';
import type { ControlAction } from '../camunda-control.port.ts';
import type { BrokersConfig } from '../control-config.ts';
import { labelsOf, type ActionRecord, type ActionRecords } from './action-records.ts';
import type { BrokerClaims } from './broker-claims.ts';
import { changeObject } from './change-object.ts';
import type { KubeApi } from './kube-api.ts';
import type { Job, Pod } from './kube-types.ts';
import { KubernetesWork, type KubernetesLook } from './kubernetes-work.ts';
import { describePodTrouble } from './pod-trouble.ts';
import { brokerContainer, buildRestoreJob, JOB_LABEL, nodeIdOf } from './restore-job.ts';
import { describePod, type Workloads } from './workloads.ts';

type RestoreAction = Extract<ControlAction, { kind: 'restore-broker' }>;

export interface RestoreWorkOptions {
  kube: KubeApi;
  workloads: Workloads;
  claims: BrokerClaims;
  records: ActionRecords;
  brokers: BrokersConfig;
  cluster: string;
  program: RestoreProgram;
  /** Longest time that the restore may run (ms). */
  timeoutMs: number;
  now?: (() => number) | undefined;
}

/** What the cluster is given to end a Job beyond its deadline (ms). */
const ENDING_MS = 5 * 60_000;
const UNENDED =
  'Kubernetes did not end it within 5 minutes of its deadline: the node of its pod may be lost. Once that node is certainly gone, delete the pod by force, then restore again.';

/**
 * Runs the restore app of a broker as a job. The job is created suspended and runs only when the record says `begun`,
 * so that a start that comes too late, after the action was abandoned, leaves nothing that runs.
 */
export class RestoreWork extends KubernetesWork<RestoreAction> {
  override readonly endsItself = true;

  constructor(private readonly options: RestoreWorkOptions) {
    super();
  }

  describe({ broker, backupId }: RestoreAction): string {
    const { brokers, kube } = this.options;
    const how = brokers.command
      ? `\`${brokers.command.join(' ')}\``
      : "the image's own command with ZEEBE_RESTORE=true";
    return `Run ${how} once as a Job in namespace ${kube.namespace}, in a pod like ${brokers.statefulSet}-${broker} with its volume claims, for ${backupId === null ? 'the backups that fit the database' : `backup ${backupId}`} and node id ${nodeIdOf(brokers, broker)}`;
  }

  async prepare(action: RestoreAction, record: ActionRecord): Promise<void> {
    const { kube, workloads, claims, records, brokers, cluster, program, timeoutMs } = this.options;
    const set = await workloads.requireBrokersStopped();
    const { broker, backupId } = action;
    const labels = labelsOf(action, cluster);
    const { name } = record;
    await this.requireAlone(labels, name);
    const job = buildRestoreJob({ set, brokers, broker, backupId, program, name, labels, timeoutMs });
    if (!(await records.isBeginning(record))) return;
    await claims.ensure(set, broker);
    await kube.create('Job', job);
  }

  /**
   * Nothing else writes into the volume of this broker.
   * @throws StepFailure busy (transient) while the pod of an earlier restore of it has not ended, as on a lost node
   */
  private async requireAlone(labels: Record<string, string>, name: string): Promise<void> {
    const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    const pods = await this.options.kube.list('Pod', [...selector, `${JOB_LABEL}!=${name}`].join(','));
    const others = pods.filter(mayWrite);
    if (others.length === 0) return;
    throw StepFailure.transient(
      'busy',
      `An earlier restore of this broker has not ended: pod ${others.map(describePod).join(', ')}.`,
    );
  }

  override async release(_action: RestoreAction, { name }: ActionRecord): Promise<void> {
    const { kube } = this.options;
    let uid: string | undefined;
    // The controller of Jobs may write its status in between.
    await changeObject(kube, { kind: 'Job', name }, (job) => {
      uid ??= job?.metadata?.uid;
      // Not one of the same name that was made later.
      const isOurs = job?.spec?.suspend === true && job.metadata?.uid === uid;
      return Promise.resolve(isOurs ? { spec: { suspend: false } } : null);
    });
  }

  async look(_action: RestoreAction, record: ActionRecord): Promise<KubernetesLook> {
    const { name } = record;
    const job = await this.options.kube.read('Job', name);
    if (job === null)
      return { state: 'lost', message: `Job "${name}" was created, and is gone without a result.` };
    if (job.spec?.suspend === true)
      return { state: 'absent', message: `Job "${name}" was made and not let go.` };
    const pod = (await this.podsOf(name)).at(-1);
    const output = pod ? await this.logOf(pod) : [];
    const verdict = verdictOf(job, pod);
    return verdict.state === 'running' && this.isOverdue(record)
      ? { state: 'failed', message: `${verdict.message} ${UNENDED}`, output }
      : { ...verdict, output };
  }

  /** The cluster ends the Job at its deadline, but not while its pod is on a node that is lost. */
  private isOverdue({ begunAt }: ActionRecord): boolean {
    const { timeoutMs, now = Date.now } = this.options;
    return now() - begunAt > timeoutMs + ENDING_MS;
  }

  override async undo(_action: RestoreAction, { name }: ActionRecord): Promise<void> {
    await this.options.kube.delete('Job', name, { propagation: 'Background' });
    const left = (await this.podsOf(name)).filter(mayWrite);
    if (left.length === 0) return;
    throw StepFailure.transient(
      'busy',
      `The restore was asked to end and has not yet: pod ${left.map(describePod).join(', ')}.`,
    );
  }

  /** Oldest first. */
  private async podsOf(job: string): Promise<Pod[]> {
    const time = (pod: Pod) => new Date(pod.metadata?.creationTimestamp ?? 0).getTime();
    const pods = await this.options.kube.list('Pod', `${JOB_LABEL}=${job}`);
    return pods.sort((a, b) => time(a) - time(b));
  }

  private async logOf(pod: Pod): Promise<string[]> {
    if ((pod.status?.phase ?? 'Pending') === 'Pending') return [];
    try {
      const set = await this.options.workloads.brokerSet();
      const { name } = brokerContainer(set, this.options.brokers);
      return await this.options.kube.log(pod.metadata?.name ?? '', name);
    } catch (error) {
      // What became of the job is known without its log.
      if (error instanceof StepFailure) return [];
      throw error;
    }
  }
}

const mayWrite = ({ status }: Pod): boolean => !['Succeeded', 'Failed'].includes(status?.phase ?? '');

function verdictOf(job: Job, pod: Pod | undefined): KubernetesLook {
  const name = job.metadata?.name ?? '';
  const ended = (type: string) =>
    job.status?.conditions?.find((each) => each.type === type && each.status === 'True');
  if (ended('Complete')) return { state: 'done', message: `Job "${name}" has succeeded.` };
  const failed = ended('Failed');
  const failing = ended('FailureTarget');
  const trouble = pod && describePodTrouble(pod);
  const because = trouble === undefined || trouble === null ? '' : `; ${trouble}`;
  if (failed)
    return {
      state: 'failed',
      message: `Job "${name}" has failed: ${failed.reason ?? 'no reason'}: ${failed.message ?? ''}${because}.`,
    };
  if (failing)
    return {
      state: 'running',
      message: `Job "${name}" fails (${failing.reason ?? 'no reason'}), and its pod ${pod ? describePod(pod) : ''} has not ended yet.`,
    };
  const where = pod ? `pod ${describePod(pod)} is ${pod.status?.phase ?? 'Pending'}` : 'it has no pod yet';
  return { state: 'running', message: `Job "${name}" runs: ${where}${because}.` };
}
