import { SnapshotMachine } from '../elasticsearch/snapshot.machine.ts';
import { earlyLayout } from '../profiles/8.1/part-layout.ts';
import { ConfigurationMachine } from '../profiles/8.10/configuration.machine.ts';
import { TenantContext } from '../profiles/8.10/tenant.context.ts';
import { defaultTenant } from '../profiles/8.8/history-names.ts';
import { generationIn, releaseOf } from '../profiles/generation.ts';
import { MemoryBackupStore } from '../zeebe/memory-backup-store.ts';
import { MemoryPartitionLogs } from '../zeebe/memory-partition-logs.ts';
import { historyLayout } from '../profiles/8.8/history-layout.ts';
import type { ClusterStores } from '../stores/cluster-stores.port.ts';
import { memoryStores } from '../stores/memory-stores.ts';
import { RealStores } from '../stores/real/real-stores.ts';
import { separateLayout } from '../web-apps/part-layout.ts';
import type { Parts } from '../web-apps/parts.port.ts';
import { SimulatedParts } from '../web-apps/simulated-parts.ts';
import { WebAppMachine } from '../web-apps/web-app.machine.ts';
import type { PartsOwner } from '../web-apps/web-app.state.ts';
import { createZeebe } from '../zeebe/zeebe.component.ts';
import type { ZeebeComponent } from '../zeebe/zeebe.component.ts';
import type { ClusterContext } from './cluster.context.ts';
import type { Tenant } from './tenant.ts';

/** All machines of a cluster, without the passing of time. */
export interface ClusterMachines {
  readonly context: ClusterContext;
  readonly zeebe: ZeebeComponent;
  readonly snapshots: SnapshotMachine;
  readonly webApps: Readonly<Record<PartsOwner, WebAppMachine>>;
  /** The parts of the history of 8.8 and later. */
  readonly history: Parts;
  readonly stores: ClusterStores;
  /** All physical tenants, the default one first; before 8.10 it is the only one. */
  readonly tenants: readonly Tenant[];
  /** The dynamic configuration of 8.10; null before. */
  readonly configuration: ConfigurationMachine | null;
}

function otherTenant(main: ClusterContext, id: string): Tenant {
  const context = new TenantContext(main, id, main.services);
  const snapshots = new SnapshotMachine(context);
  const webapps = new WebAppMachine('webapps', context, snapshots, historyLayout(context, id));
  const keeping = { store: new MemoryBackupStore(context), logs: new MemoryPartitionLogs(context) };
  return {
    id,
    context,
    webapps,
    zeebe: createZeebe(context, keeping),
    history: new SimulatedParts(context, webapps, snapshots),
  };
}

export function createMachines(context: ClusterContext): ClusterMachines {
  const snapshots = new SnapshotMachine(context);
  const layout = generationIn(context.config) === '8.1' ? earlyLayout : separateLayout;
  const layouts = {
    operate: layout('operate'),
    tasklist: layout('tasklist'),
    optimize: layout('optimize'),
    webapps: historyLayout(context),
  };
  const machine = (app: PartsOwner): WebAppMachine =>
    new WebAppMachine(app, context, snapshots, layouts[app]);
  const webApps = {
    operate: machine('operate'),
    tasklist: machine('tasklist'),
    optimize: machine('optimize'),
    webapps: machine('webapps'),
  };
  const { stores: addresses } = context.config;
  const stores =
    addresses === undefined
      ? memoryStores(context, { snapshots, webApps })
      : new RealStores(context, addresses, layouts);
  const zeebe = createZeebe(context, { store: stores.backups, logs: stores.logs });
  const { history } = stores;
  const main: Tenant = { id: defaultTenant, context, zeebe, webapps: webApps.webapps, history };
  const others = context.config.tenants.filter((id) => id !== defaultTenant);
  const tenants = [main, ...others.map((id) => otherTenant(context, id))];
  const is810 = releaseOf(context.config.version)?.minor === '8.10';
  const configuration = is810 ? new ConfigurationMachine(context, tenants) : null;
  return { context, zeebe, snapshots, webApps, history, stores, tenants, configuration };
}
