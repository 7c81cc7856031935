import { Module } from '@nestjs/common';
import {
  AlertStore,
  AuditStore,
  ConfirmationStore,
  DeliveryLog,
  HistoryStore,
  PlanStore,
  RetentionStore,
  ScheduleStore,
  SetNotes,
  SilenceStore,
} from '#redis';
import { guardedStore } from '#app';

const STORES = [
  AlertStore,
  AuditStore,
  ConfirmationStore,
  DeliveryLog,
  HistoryStore,
  PlanStore,
  RetentionStore,
  ScheduleStore,
  SetNotes,
  SilenceStore,
];

/** What only the coordinator keeps in Redis. Stores of runs, leases and identities belong to every process. */
@Module({
  providers: STORES.map((Store) => guardedStore<object>(Store, (redis) => new Store(redis))),
  exports: STORES,
})
export class StoresModule {}
