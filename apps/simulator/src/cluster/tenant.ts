import type { Parts } from '../web-apps/parts.port.ts';
import type { WebAppMachine } from '../web-apps/web-app.machine.ts';
import type { ZeebeComponent } from '../zeebe/zeebe.component.ts';
import type { ClusterContext } from './cluster.context.ts';

/** The machines that each physical tenant has of its own. */
export interface Tenant {
  readonly id: string;
  readonly context: ClusterContext;
  readonly zeebe: ZeebeComponent;
  readonly webapps: WebAppMachine;
  readonly history: Parts;
}
