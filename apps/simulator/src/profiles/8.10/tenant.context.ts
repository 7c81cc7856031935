import { ClusterContext } from '../../cluster/cluster.context.ts';
import type { ClusterServices } from '../../cluster/cluster.context.ts';
import type { ClusterState } from '../../cluster/cluster.state.ts';
import type { ClusterTask } from '../../cluster/cluster.task.ts';
import { ClusterTimeline } from '../../cluster/cluster.timeline.ts';
import { Timeline } from '../../cluster/timeline.ts';
import type { ChangeEntry } from '../../effects/effect.ts';
import { initialZeebeState } from '../../zeebe/initial-zeebe.state.ts';

/** The tasks of one physical tenant, on the agenda of its cluster. */
class TenantTimeline extends Timeline<ClusterTask> {
  constructor(
    private readonly whole: ClusterTimeline,
    private readonly tenant: string,
  ) {
    super({ now: () => whole.now(), wake: () => () => undefined }, { order: 0, due: [] });
  }

  override now(): number {
    return this.whole.now();
  }

  override after(ms: number, task: ClusterTask): void {
    this.whole.after(ms, { ...task, tenant: this.tenant });
  }

  override drop(unwanted: (task: ClusterTask) => boolean): void {
    this.whole.drop(unwanted, this.tenant);
  }

  override find(wanted: (task: ClusterTask) => boolean): ClusterTask | undefined {
    return this.whole.find(wanted, this.tenant);
  }
}

/** The state as a tenant sees it: its own partitions and history, and all else of the cluster. */
function stateOf(main: ClusterContext, tenant: string): ClusterState {
  const tenants = (main.state.tenants ??= {});
  const own = (tenants[tenant] ??= { zeebe: initialZeebeState(main.config, main.now()), webApps: {} });
  return {
    get agenda() {
      return main.state.agenda;
    },
    get settings() {
      return main.state.settings;
    },
    get faults() {
      return main.state.faults;
    },
    get stopped() {
      return main.state.stopped;
    },
    get elasticsearch() {
      return main.state.elasticsearch;
    },
    zeebe: own.zeebe,
    webApps: own.webApps as ClusterState['webApps'],
  };
}

/** What the machines of a physical tenant share. Its name is in every entry of the effect log. */
export class TenantContext extends ClusterContext {
  constructor(
    main: ClusterContext,
    private readonly tenant: string,
    services: ClusterServices,
  ) {
    super(
      main.config,
      stateOf(main, tenant),
      new TenantTimeline(main.timeline as ClusterTimeline, tenant),
      services,
    );
    this.changed = () => main.changed();
  }

  override record(component: string, kind: ChangeEntry['kind'], detail: ChangeEntry['detail']): void {
    super.record(component, kind, { ...detail, physicalTenant: this.tenant });
  }
}
