import { afterAll, beforeAll, describe } from '@jest/globals';
import { setInterval } from 'node:timers';
import type { ControlAction } from '#camunda-processes';
import { defineCamundaControlContract } from '../../libs/camunda-processes/src/camunda-control.contract.ts';
import { CamundaNamespace } from '../support/control-plane/camunda-namespace.ts';
import { ControlPlane } from '../support/control-plane/control-plane.ts';
import { HandKubelet } from '../support/control-plane/hand-kubelet.ts';
import { until } from '../support/until.ts';
import type { AuditedChange } from '../support/control-plane/audit-log.ts';
import { addVolumes } from '../support/control-plane/volumes.ts';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await ControlPlane.start();
  await HandKubelet.addNode(plane.admin, 'node-1');
  await addVolumes(plane.admin, 200);
});
afterAll(() => plane.close());

/** Keeps a claim after it was deleted, as a slow storage does. */
const HOLD = 'holdfast.test/hold';

const replicasIn = ({ sent }: AuditedChange) => (sent['spec'] as { replicas?: number } | undefined)?.replicas;

const uidIn = ({ sent }: AuditedChange) =>
  (sent['preconditions'] as { uid?: string } | undefined)?.uid ?? 'any';

/** Whether the API server says that this change, and with it the action, was asked for and done. */
function isEffectOf(action: ControlAction, change: AuditedChange): boolean {
  const { verb, resource, name, status } = change;
  if (status < 200 || status > 299) return false;
  switch (action.kind) {
    case 'stop':
      return resource === 'statefulsets' && replicasIn(change) === 0;
    case 'start':
      return resource === 'statefulsets' && replicasIn(change) === 2;
    case 'wipe-broker':
      return verb === 'delete' && name === `data-camunda-zeebe-${action.broker}`;
    case 'restore-broker':
      return (
        verb === 'patch' &&
        name.startsWith(`holdfast-restore-broker-${action.broker}`) &&
        (change.sent['spec'] as { suspend?: boolean } | undefined)?.suspend === false
      );
    case 'stop-component':
      return name === 'camunda-optimize' && replicasIn(change) === 0;
    case 'start-component':
      return name === 'camunda-optimize' && replicasIn(change) === 1;
  }
}

let namespaces = 0;

/** The namespace as the contract wants it: everything is slow, and ends when the test says so. */
class SlowWorld {
  private readonly kubelet: NodeJS.Timeout;
  /** Changes of before the action that is tested. */
  private before = 0;

  constructor(readonly namespace: CamundaNamespace) {
    // A restore that is asked to end does so by itself.
    this.kubelet = setInterval(() => {
      void namespace.kubelet
        .endPods(({ metadata }) => 'job-name' in (metadata.labels ?? {}))
        .catch(() => undefined);
    }, 100);
  }

  async prepare(action: ControlAction): Promise<void> {
    const { namespace } = this;
    if (action.kind !== 'stop' && action.kind !== 'stop-component')
      await namespace.stop(
        action.kind === 'start-component' ? { ...action, kind: 'stop-component' } : undefined,
      );
    if (action.kind === 'wipe-broker') await this.hold(action.broker, [HOLD, 'kubernetes.io/pvc-protection']);
    this.before = plane.audit.changes(namespace.name).length;
  }

  async finish(action: ControlAction, ok: boolean): Promise<void> {
    const { namespace } = this;
    if (action.kind === 'wipe-broker') {
      const claim = `data-camunda-zeebe-${action.broker}`;
      await namespace.patch('PersistentVolumeClaim', claim, { metadata: { finalizers: null } });
      await until(
        `${claim} is gone`,
        async () => (await namespace.get('PersistentVolumeClaim', claim)).status === 404,
      );
    } else if (action.kind === 'restore-broker') {
      const [job = ''] = await this.jobs();
      await namespace.endJob(job, ok ? 0 : 1);
    } else await namespace.settle();
  }

  begun(action: ControlAction): number {
    const changes = plane.audit.changes(this.namespace.name).slice(this.before);
    const effects = changes.filter((change) => isEffectOf(action, change));
    // To ask again for a claim to go that is going already changes nothing; another claim has another uid.
    return action.kind === 'wipe-broker' ? new Set(effects.map(uidIn)).size : effects.length;
  }

  async works(action: ControlAction): Promise<boolean | null> {
    if (action.kind !== 'restore-broker') return null;
    const pods = await Promise.all((await this.jobs()).map((job) => this.namespace.podsOf(job)));
    const orphans = (await this.namespace.kubelet.pods()).filter(
      ({ metadata }) => 'holdfast/job' in (metadata.labels ?? {}),
    );
    return pods.flat().length + orphans.length > 0;
  }

  async close(): Promise<void> {
    clearInterval(this.kubelet);
    await plane.admin.ask({ method: 'DELETE', path: `/api/v1/namespaces/${this.namespace.name}` });
  }

  private async jobs(): Promise<string[]> {
    return (await this.namespace.names('Job')).filter((name) => name.includes('restore-broker'));
  }

  private async hold(broker: number, finalizers: string[]): Promise<void> {
    await this.namespace.patch('PersistentVolumeClaim', `data-camunda-zeebe-${broker}`, {
      metadata: { finalizers },
    });
  }
}

describe('on a real API server, with exactly the documented rights', () => {
  defineCamundaControlContract('kubernetes', async () => {
    namespaces += 1;
    const world = new SlowWorld(await CamundaNamespace.create(plane, `contract-${namespaces}`));
    return {
      goesOn: 'running',
      open: () => world.namespace.open(),
      prepare: (action) => world.prepare(action),
      finish: (action, _, ok) => world.finish(action, ok),
      begun: (action) => Promise.resolve(world.begun(action)),
      works: (action) => world.works(action),
      close: () => world.close(),
    };
  });
});
