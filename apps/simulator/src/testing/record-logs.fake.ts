import { ClusterContext } from '../cluster/cluster.context.ts';
import { initialClusterState } from '../cluster/initial-cluster.state.ts';
import { Timeline } from '../cluster/timeline.ts';
import { ManualClock } from '../clock/manual.clock.ts';
import { clusterSchema } from '../config/simulator.schema.ts';
import type { SimulatorOptions } from '../config/simulator.schema.ts';
import { ChangeRecorder } from '../effects/change.recorder.ts';
import { EffectLog } from '../effects/effect-log.ts';
import { RecordLogs } from '../engine/record-logs.ts';
import { FaultRegistry } from '../faults/fault.registry.ts';
import { PartitionsMachine } from '../zeebe/partitions.machine.ts';

type ZeebeOptions = NonNullable<SimulatorOptions['clusters']>[string]['zeebe'];

const nowhere = 'http://127.0.0.1:1';

/** Partitions with logs of records, on a clock that stands still. Its stores are addresses that a spec never calls. */
export function partitionsWithLogs(zeebe: ZeebeOptions = {}) {
  const config = clusterSchema.parse({
    zeebe,
    stores: {
      elasticsearch: nowhere,
      s3: { endpoint: nowhere, bucket: 'b', accessKey: 'k', secretKey: 's' },
    },
  });
  const clock = new ManualClock();
  const state = initialClusterState(config, clock.now());
  const effects = new EffectLog();
  const context = new ClusterContext(config, state, new Timeline(clock, state.agenda), {
    changes: new ChangeRecorder('a', effects),
    faults: new FaultRegistry(state.faults),
  });
  const logs = new RecordLogs(context);
  return { clock, state, context, effects, logs, partitions: new PartitionsMachine(context, logs) };
}
