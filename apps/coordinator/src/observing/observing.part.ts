import type { CoordinatorPart } from '../coordinator.part.ts';
import { ClusterHistory } from '../history/cluster-history.ts';
import { ClusterGauges } from './cluster-gauges.ts';
import { QueueGauges } from './queue-gauges.ts';
import { ScheduleGauges } from './schedule-gauges.ts';

export const OBSERVING: CoordinatorPart = {
  controllers: [],
  providers: [ClusterHistory, ClusterGauges, QueueGauges, ScheduleGauges],
};
