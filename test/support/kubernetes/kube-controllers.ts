import { specOf, type KubeObject, type PodTemplate } from './kube-objects.ts';
import type { KubeStore } from './kube-store.ts';

const EXPIRED = {
  reason: 'DeadlineExceeded',
  message: 'Job was active longer than specified deadline',
} as const;

/**
 * What the controllers of a real cluster do with the objects, one small step at a time: nothing happens between two calls
 * of `step`. A pod or claim whose name is held stays as it is, as on a node that does not answer.
 */
export class KubeControllers {
  /** Names of pods that do not become ready, or do not end. */
  readonly held = new Set<string>();
  private pods = 0;

  constructor(private readonly store: KubeStore) {}

  step(): void {
    this.kubelet();
    for (const set of this.store.list('StatefulSet')) this.statefulSet(set);
    for (const deployment of this.store.list('Deployment')) this.deployment(deployment);
    for (const job of this.store.list('Job')) this.job(job);
    this.volumes();
    this.collectGarbage();
  }

  /** Takes steps until nothing changes. */
  settle(): void {
    for (let before = -1; before !== this.store.resourceVersion;) {
      before = this.store.resourceVersion;
      this.step();
    }
  }

  /** Ends the pod of a job, as its program does. */
  endJobPod(job: string, exitCode: number): void {
    this.settle();
    const pod = this.podsOf(this.store.get('Job', job)).find(({ metadata }) => !metadata.deletionTimestamp);
    if (!pod) throw new Error(`Job ${job} has no pod.`);
    if (pod.status?.['phase'] !== 'Running') throw new Error(`The pod of job ${job} does not run.`);
    const terminated = { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' };
    const containerStatuses = [{ name: specOf(pod, 'Pod').containers[0]!.name, state: { terminated } }];
    this.store.write({
      ...pod,
      status: { phase: exitCode === 0 ? 'Succeeded' : 'Failed', containerStatuses },
    });
    this.settle();
  }

  /** As the real one does when activeDeadlineSeconds are over: the job is `Failed` once its pods are gone (measured on 1.36). */
  expireJob(name: string): void {
    const job = this.store.get('Job', name);
    this.endJob(job, { ...EXPIRED, type: 'FailureTarget' });
    for (const pod of this.podsOf(job)) this.store.delete('Pod', pod.metadata.name);
    this.settle();
  }

  private kubelet(): void {
    for (const pod of this.store.list('Pod')) {
      if (this.held.has(pod.metadata.name)) continue;
      if (pod.metadata.deletionTimestamp) this.store.remove(pod);
      else if (['Pending', undefined].includes(pod.status?.['phase'] as string | undefined)) this.start(pod);
    }
  }

  private start(pod: KubeObject): void {
    const claims = (specOf(pod, 'Pod').volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) =>
      claim ? [claim.claimName] : [],
    );
    const missing = claims.filter((name) => this.store.find('PersistentVolumeClaim', name) === undefined);
    const message = `persistentvolumeclaim "${missing[0]}" not found`;
    if (missing.length === 0) {
      const ready = { type: 'Ready', status: 'True' };
      this.store.write({ ...pod, status: { phase: 'Running', conditions: [ready] } });
    } else {
      const unschedulable = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
      this.store.write({ ...pod, status: { phase: 'Pending', conditions: [unschedulable] } });
    }
  }

  private statefulSet(set: KubeObject): void {
    const {
      replicas = 1,
      template,
      volumeClaimTemplates: claims = [],
      selector,
    } = specOf(set, 'StatefulSet');
    const names = Array.from({ length: replicas }, (_, ordinal) => `${set.metadata.name}-${ordinal}`);
    const pods = this.podsOf(set);
    for (const pod of pods)
      if (!names.includes(pod.metadata.name) && !pod.metadata.deletionTimestamp)
        this.store.delete('Pod', pod.metadata.name);
    for (const name of names.filter((each) => !this.store.find('Pod', each))) {
      for (const claim of claims)
        this.makeClaim(`${claim.metadata?.name}-${name}`, { spec: claim.spec, labels: selector.matchLabels });
      const volumes = claims.map(({ metadata }) => ({
        name: metadata?.name,
        persistentVolumeClaim: { claimName: `${metadata?.name}-${name}` },
      }));
      this.makePod(name, set, {
        ...template,
        spec: { ...template.spec!, volumes: [...(template.spec?.volumes ?? []), ...volumes] },
      } as PodTemplate);
    }
    const owned = this.podsOf(set);
    this.report(set, owned.length, owned);
  }

  private deployment(deployment: KubeObject): void {
    const { replicas = 1, template } = specOf(deployment, 'Deployment');
    // The pods belong to a ReplicaSet, which this server does not have.
    const owner = {
      ...deployment,
      kind: 'ReplicaSet',
      metadata: { ...deployment.metadata, name: `${deployment.metadata.name}-7d9f` },
    };
    const living = this.podsOf(owner).filter(({ metadata }) => !metadata.deletionTimestamp);
    for (const pod of living.slice(replicas)) this.store.delete('Pod', pod.metadata.name);
    for (let count = living.length; count < replicas; count += 1)
      this.makePod(`${owner.metadata.name}-${(this.pods += 1)}`, owner, template);
    const left = this.podsOf(owner).filter(({ metadata }) => !metadata.deletionTimestamp);
    // Unlike a StatefulSet it does not count pods that are ending.
    this.report(deployment, left.length, left);
  }

  private report(workload: KubeObject, replicas: number, pods: KubeObject[]): void {
    const ready = pods.filter(
      ({ status, metadata }) => status?.['phase'] === 'Running' && !metadata.deletionTimestamp,
    );
    const status = {
      observedGeneration: workload.metadata.generation,
      replicas,
      readyReplicas: ready.length,
      updatedReplicas: replicas,
    };
    this.store.write({ ...this.store.get(workload.kind, workload.metadata.name), status });
  }

  private job(job: KubeObject): void {
    const { suspend, template } = specOf(job, 'Job');
    const conditions = (job.status?.['conditions'] ?? []) as { type: string }[];
    if (conditions.some(({ type }) => type === 'Complete' || type === 'Failed')) return;
    const pods = this.podsOf(job);
    if (conditions.some(({ type }) => type === 'FailureTarget')) {
      if (pods.length === 0) this.endJob(job, { ...EXPIRED, type: 'Failed' });
      return;
    }
    if (suspend) {
      for (const pod of pods)
        if (!pod.metadata.deletionTimestamp) this.store.delete('Pod', pod.metadata.name);
      return;
    }
    const [pod] = pods;
    if (!pod) {
      this.makePod(`${job.metadata.name}-${(this.pods += 1)}`, job, template, {
        'job-name': job.metadata.name,
      });
      this.store.write({ ...job, status: { active: 1, startTime: new Date().toISOString() } });
    } else if (pod.status?.['phase'] === 'Succeeded')
      this.endJob(job, {
        type: 'Complete',
        reason: 'CompletionsReached',
        message: 'Reached expected number of succeeded pods',
      });
    else if (pod.status?.['phase'] === 'Failed')
      this.endJob(job, {
        type: 'Failed',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      });
  }

  private endJob(job: KubeObject, condition: { type: string; reason: string; message: string }): void {
    this.store.write({
      ...job,
      status: { ...job.status, active: 0, conditions: [{ ...condition, status: 'True' }] },
    });
  }

  /** Claims become bound, and go once no pod uses them, not even one that has ended. */
  private volumes(): void {
    const used = this.store
      .list('Pod')
      .flatMap((pod) => specOf(pod, 'Pod').volumes ?? [])
      .map(({ persistentVolumeClaim: claim }) => claim?.claimName);
    for (const claim of this.store.list('PersistentVolumeClaim')) {
      const { deletionTimestamp, finalizers = [], name } = claim.metadata;
      const left = finalizers.filter((each) => each !== 'kubernetes.io/pvc-protection');
      if (!deletionTimestamp) this.store.write({ ...claim, status: { phase: 'Bound' } });
      else if (!used.includes(name) && left.length === 0) this.store.remove(claim);
    }
  }

  private collectGarbage(): void {
    const objects = ['Pod', 'Job', 'ConfigMap', 'StatefulSet', 'Deployment'].flatMap((kind) =>
      this.store.list(kind),
    );
    const uids = new Set(objects.map(({ metadata }) => metadata.uid));
    for (const object of objects) {
      const owner = object.metadata.ownerReferences?.[0];
      if (owner && !uids.has(owner.uid) && !object.metadata.deletionTimestamp)
        this.store.delete(object.kind, object.metadata.name);
    }
  }

  private podsOf(owner: KubeObject): KubeObject[] {
    return this.store
      .list('Pod')
      .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid));
  }

  private makePod(
    name: string,
    owner: KubeObject,
    template: PodTemplate,
    labels: Record<string, string> = {},
  ): void {
    const { kind, metadata } = owner;
    this.store.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        labels: { ...template.metadata?.labels, ...labels },
        ownerReferences: [{ kind, name: metadata.name, uid: metadata.uid, controller: true }],
      },
      spec: { ...template.spec },
      status: { phase: 'Pending' },
    });
  }

  private makeClaim(
    name: string,
    { spec, labels }: { spec?: object | undefined; labels?: Record<string, string> | undefined },
  ): void {
    if (this.store.find('PersistentVolumeClaim', name)) return;
    const metadata = { name, ...(labels && { labels }) };
    this.store.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: { ...spec } });
  }
}
