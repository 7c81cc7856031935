import { SnapshotMachine } from '../elasticsearch/snapshot.machine.ts';
import { WebAppMachine } from '../web-apps/web-app.machine.ts';
import type { WebAppName } from '../web-apps/web-app.state.ts';
import { createZeebe } from '../zeebe/zeebe.component.ts';
import type { ZeebeComponent } from '../zeebe/zeebe.component.ts';
import type { ClusterContext } from './cluster.context.ts';

/** All machines of a cluster, without the passing of time. */
export interface ClusterMachines {
  readonly context: ClusterContext;
  readonly zeebe: ZeebeComponent;
  readonly snapshots: SnapshotMachine;
  readonly webApps: Readonly<Record<WebAppName, WebAppMachine>>;
}

export function createMachines(context: ClusterContext): ClusterMachines {
  const snapshots = new SnapshotMachine(context);
  const webApp = (app: WebAppName): WebAppMachine => new WebAppMachine(app, context, snapshots);
  return {
    context,
    zeebe: createZeebe(context),
    snapshots,
    webApps: { operate: webApp('operate'), tasklist: webApp('tasklist'), optimize: webApp('optimize') },
  };
}
