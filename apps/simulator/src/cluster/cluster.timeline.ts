import type { ClusterTask } from './cluster.task.ts';
import { Timeline } from './timeline.ts';

/** The agenda of a cluster. What machines drop or look for is theirs, never a task of another physical tenant. */
export class ClusterTimeline extends Timeline<ClusterTask> {
  override drop(unwanted: (task: ClusterTask) => boolean, tenant?: string): void {
    super.drop((task) => task.tenant === tenant && unwanted(task));
  }

  override find(wanted: (task: ClusterTask) => boolean, tenant?: string): ClusterTask | undefined {
    return super.find((task) => task.tenant === tenant && wanted(task));
  }
}
